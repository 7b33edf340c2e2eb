package io.github.crowdrank.engine;

import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.util.Set;

/** Compiles networks into something that runs. Implementations are safe for use by many threads. */
public interface Engine {
  /** What it is called in logs and model descriptions. */
  String name();

  /**
   * Prepares a network for forward passes.
   *
   * @throws IllegalArgumentException if the weights are not those of the network
   * @throws EngineException if the engine cannot run the network here
   */
  InferenceNetwork compile(NetworkSpec spec, Weights weights);

  /**
   * Prepares a network for forward and backward passes.
   *
   * @throws IllegalArgumentException if the weights are not those of the network
   * @throws EngineException if the engine cannot run the network here
   */
  default TrainingNetwork compileForTraining(NetworkSpec spec, Weights weights) {
    return compileForTraining(spec, weights, Set.of());
  }

  /**
   * As {@link #compileForTraining(NetworkSpec, Weights)} where some layers do not learn: a backward
   * pass adds nothing to the gradient of their parameters, and an engine may save the work.
   *
   * @param frozen names of layers
   * @throws IllegalArgumentException if the weights are not those of the network
   * @throws EngineException if the engine cannot run the network here
   */
  TrainingNetwork compileForTraining(NetworkSpec spec, Weights weights, Set<String> frozen);
}
