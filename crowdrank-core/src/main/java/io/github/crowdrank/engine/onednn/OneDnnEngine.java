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
 * <p>oneDNN takes one OpenMP thread per core. Beside another busy process those threads wait for
 * each other at the end of every layer, which can cost far more than it gains: there, set the
 * environment variable {@code OMP_NUM_THREADS} to the cores that are free, or {@code
 * OMP_WAIT_POLICY=PASSIVE}, before the JVM starts.
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
