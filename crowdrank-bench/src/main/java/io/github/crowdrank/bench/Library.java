package io.github.crowdrank.bench;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.util.ServiceLoader;

/**
 * Something that runs networks and is timed. Those of this project are {@link EngineLibrary}; the
 * rivals come from a module that is built for benchmarks only, as services.
 */
public interface Library {
  /** Which one it is. */
  Contender contender();

  /** What runs and with which settings, for the record. */
  String description();

  /**
   * Prepares forward passes.
   *
   * @throws EngineException if the library cannot run the network
   */
  InferenceNetwork compile(NetworkSpec spec, Weights weights);

  /**
   * Prepares training steps.
   *
   * @param learningRate of every parameter
   * @throws EngineException if the library cannot train the network
   */
  TrainingSteps compileForTraining(NetworkSpec spec, Weights weights, float learningRate);

  /**
   * The library of a contender.
   *
   * @throws EngineException if it is not on the class path
   */
  static Library of(Contender contender) {
    return switch (contender) {
      case CROWDRANK, CROWDRANK_DIRECT, DL4J -> EngineLibrary.of(contender);
      case DL4J_AS_SHIPPED -> new Dl4jAsShipped();
      case ONNX_RUNTIME, PYTORCH ->
          ServiceLoader.load(Library.class).stream()
              .map(ServiceLoader.Provider::get)
              .filter(library -> library.contender() == contender)
              .findFirst()
              .orElseThrow(
                  () ->
                      new EngineException(
                          contender
                              + " is not on the class path; module crowdrank-bench/rivals brings it"));
    };
  }
}
