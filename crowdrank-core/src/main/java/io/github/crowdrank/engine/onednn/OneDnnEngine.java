package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.util.Set;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Compiles networks to oneDNN primitives: bias and activation fused into convolutions, blocked
 * layouts from the first layer to the last, memory planned once per batch shape, and Winograd
 * convolutions where the processor has AVX-512 and they pay.
 *
 * <p>All networks of a process compute on one thread, which uses all cores: calls of many threads
 * are served one after the other, with the same results. Two teams of OpenMP threads on the same
 * cores would only wait for each other.
 *
 * <p>oneDNN takes one OpenMP thread per core. Beside other busy threads on the same cores those
 * threads wait for each other at the end of every layer; how long they spin before they sleep is
 * found out while it runs (on Linux), so that a busy machine costs about what its share of the
 * cores says. Where the library is known to share its cores for good, the environment variable
 * {@code OMP_NUM_THREADS}, set to the cores that are free before the JVM starts, is better still;
 * it changes results in the last digits.
 */
public final class OneDnnEngine implements Engine {
  private final String name;
  private final String arithmetic;
  private final Convolutions convolutions;

  private OneDnnEngine(String library, String kind, Convolutions convolutions) {
    this.name = library + ", " + kind;
    this.arithmetic = OneDnn.version() + ", " + kind;
    this.convolutions = convolutions;
  }

  /**
   * The engine on this machine's processor.
   *
   * @throws EngineException if oneDNN's native library does not load here; the message names the
   *     artefacts to add
   */
  public static OneDnnEngine create() {
    return create(Convolutions.FASTEST);
  }

  /**
   * As {@link #create()}, with a choice of algorithms.
   *
   * @throws EngineException as {@link #create()}, and if the processor lacks what {@link
   *     Convolutions#BFLOAT16} needs
   */
  public static OneDnnEngine create(Convolutions convolutions) {
    String library = OneDnn.require();
    return switch (convolutions) {
      case BFLOAT16 -> {
        if (!OneDnn.call(OneDnnEngine::hasBfloat16)) {
          throw new EngineException(
              library
                  + " computes with bfloat16 where the processor has AVX512_BF16; take FASTEST");
        }
        yield new OneDnnEngine(library, "bfloat16 convolutions", convolutions);
      }
      case FASTEST ->
          OneDnn.call(() -> has(dnnl.cpu_isa.avx512_core))
              ? new OneDnnEngine(library, "Winograd convolutions", convolutions)
              : create(Convolutions.DIRECT);
      case DIRECT -> new OneDnnEngine(library, "direct convolutions", convolutions);
    };
  }

  static boolean hasBfloat16() {
    return has(dnnl.cpu_isa.avx512_core_bf16);
  }

  private static boolean has(dnnl.cpu_isa needed) {
    return (dnnl.get_effective_cpu_isa().value & needed.value) == needed.value;
  }

  /** The version of oneDNN, the instructions it uses, and the kind of convolutions. */
  @Override
  public String name() {
    return name;
  }

  @Override
  public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
    return new OneDnnInferenceNetwork(Programs.of(spec, weights, convolutions, name, null));
  }

  @Override
  public TrainingNetwork compileForTraining(NetworkSpec spec, Weights weights, Set<String> frozen) {
    return new OneDnnTrainingNetwork(
        Programs.of(spec, weights, convolutions, name, LearnedLayers.without(spec, frozen)),
        arithmetic);
  }
}
