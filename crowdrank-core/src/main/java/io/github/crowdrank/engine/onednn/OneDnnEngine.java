package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;

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

  private OneDnnEngine(String name) {
    this.name = name;
  }

  /**
   * The engine on this machine's processor.
   *
   * @throws EngineException if oneDNN's native library does not load here; the message names the
   *     artefacts to add
   */
  public static OneDnnEngine create() {
    return new OneDnnEngine(OneDnn.require());
  }

  /** The version of oneDNN and the instructions it uses. */
  @Override
  public String name() {
    return name;
  }

  @Override
  public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
    return new OneDnnInferenceNetwork(Programs.of(spec, weights, name, false));
  }

  @Override
  public TrainingNetwork compileForTraining(NetworkSpec spec, Weights weights) {
    return new OneDnnTrainingNetwork(Programs.of(spec, weights, name, true));
  }
}
