package io.github.crowdrank.engine.automatic;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.engine.onnxruntime.OnnxRuntimeEngine;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fastest engine that runs here: oneDNN, with Winograd convolutions where the processor has
 * AVX-512, or Deeplearning4j where oneDNN has no native library. A single network that oneDNN
 * cannot compute goes to Deeplearning4j too, and a graph in ONNX's format to ONNX Runtime. Which
 * engine it was, and why, is logged in one line.
 *
 * <p>As long as oneDNN serves, nothing of ND4J or Deeplearning4j is loaded.
 */
public final class AutomaticEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(AutomaticEngine.class);

  private final Engine chosen;

  /** For networks that {@link #chosen} cannot compute; null if it is itself the last resort. */
  private final @Nullable Supplier<? extends Engine> lastResort;

  private AutomaticEngine(Engine chosen, @Nullable Supplier<? extends Engine> lastResort) {
    this.chosen = chosen;
    this.lastResort = lastResort;
  }

  /**
   * Chooses an engine.
   *
   * @throws EngineException if none runs here; the message names the artefacts that either of them
   *     needs; {@linkplain EngineException#isLackOfMemory for lack of memory} if the first cannot
   *     get what it needs now
   */
  public static AutomaticEngine create() {
    // No method reference to the second one: its class would be loaded here.
    return choose(OneDnnEngine::create, () -> Dl4jEngine.create());
  }

  /**
   * The engine for one network: ONNX Runtime for a graph in ONNX's format, and otherwise as {@link
   * #create()}.
   *
   * @throws EngineException if it does not run here; the message names the artefacts that it needs
   */
  public static Engine of(NetworkSpec spec) {
    return spec.onnx().isPresent() ? OnnxRuntimeEngine.create() : create();
  }

  /** Chooses between two engines, each of which may turn out not to run here. */
  static AutomaticEngine choose(
      Supplier<? extends Engine> preferred, Supplier<? extends Engine> lastResort) {
    try {
      Engine engine = preferred.get();
      LOG.info("networks are computed by {}", engine.name());
      return new AutomaticEngine(engine, lastResort);
    } catch (EngineException missing) {
      requireMemory(missing);
      Engine engine = second(lastResort, missing);
      LOG.warn("networks are computed by {}: {}", engine.name(), missing.getMessage());
      return new AutomaticEngine(engine, null);
    }
  }

  /** Memory that is short now says nothing of what an engine can compute. */
  private static void requireMemory(EngineException problem) {
    if (problem.isLackOfMemory()) {
      throw problem;
    }
  }

  private static Engine second(Supplier<? extends Engine> lastResort, EngineException first) {
    try {
      return lastResort.get();
    } catch (EngineException second) {
      EngineException neither =
          new EngineException(
              "no engine runs here: %s; %s".formatted(first.getMessage(), second.getMessage()),
              first);
      neither.addSuppressed(second);
      throw neither;
    }
  }

  @Override
  public String name() {
    return chosen.name();
  }

  @Override
  public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
    return compiled(spec, engine -> engine.compile(spec, weights));
  }

  @Override
  public TrainingNetwork compileForTraining(NetworkSpec spec, Weights weights, Set<String> frozen) {
    return compiled(spec, engine -> engine.compileForTraining(spec, weights, frozen));
  }

  private <T> T compiled(NetworkSpec spec, Function<Engine, T> compile) {
    if (spec.onnx().isPresent()) {
      return compile.apply(OnnxRuntimeEngine.create());
    }
    try {
      return compile.apply(chosen);
    } catch (EngineException beyond) {
      requireMemory(beyond);
      if (lastResort == null) {
        throw beyond;
      }
      Engine engine = second(lastResort, beyond);
      T network = compile.apply(engine);
      LOG.warn(
          "network \"{}\" is computed by {}: {}", spec.name(), engine.name(), beyond.getMessage());
      return network;
    }
  }
}
