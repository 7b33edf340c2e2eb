package io.github.crowdrank.engine;

import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;

/** A network ready for forward passes. Safe for use by many threads. */
public interface InferenceNetwork extends AutoCloseable {
  /** The network that was compiled. */
  NetworkSpec spec();

  /**
   * Runs the network.
   *
   * @param input a batch whose channels are those of the network's input and whose sides are
   *     multiples of {@link NetworkSpec#sizeMultiple()}, all values finite; not changed
   * @return the values of the output layer, owned by the caller
   * @throws IllegalArgumentException if the batch does not fit, see {@link NetworkSpec#checkBatch}
   * @throws IllegalStateException if the network is closed
   */
  FeatureMaps forward(FeatureMaps input);

  /** What runs, for people: the engine and how it computes each layer where that differs. */
  String describe();

  /** Frees what the network holds. A second call does nothing. */
  @Override
  void close();
}
