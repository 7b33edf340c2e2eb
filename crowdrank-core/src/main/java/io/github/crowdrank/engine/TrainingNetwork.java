package io.github.crowdrank.engine;

import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;

/** A network ready for forward and backward passes. For one thread at a time. */
public interface TrainingNetwork extends AutoCloseable {
  /** The network that was compiled. */
  NetworkSpec spec();

  /**
   * What decides the arithmetic beside the machine: the library, its version where it is known, and
   * how it computes convolutions, in which precision. The same steps taken by networks that differ
   * in this end with other weights. The processor is not part of it; what is chosen by it is.
   */
  String arithmetic();

  /**
   * Runs the network and keeps what the backward pass needs.
   *
   * @param batch as for {@link InferenceNetwork#forward}
   * @return the values of the output layer, owned by the caller
   * @throws IllegalArgumentException if the batch does not fit
   * @throws IllegalStateException if the network is closed
   */
  FeatureMaps forward(FeatureMaps batch);

  /**
   * Adds the gradient of a loss with respect to every parameter to {@code gradient}.
   *
   * @param outputGradient gradient of the loss with respect to what the last {@link #forward}
   *     returned, of the same shape; values that are not finite give a gradient that is not
   * @param gradient flat vector in the order of {@link NetworkSpec#parameters()}; added to, so that
   *     micro-batches accumulate
   * @throws IllegalStateException if no forward pass came before or the network is closed
   * @throws IllegalArgumentException if a shape or length differs
   */
  void backward(FeatureMaps outputGradient, float[] gradient);

  /**
   * Replaces all parameters.
   *
   * @throws IllegalArgumentException if they are not those of the network
   * @throws IllegalStateException if the network is closed
   */
  void setWeights(Weights weights);

  /** Frees what the network holds. A second call does nothing. */
  @Override
  void close();
}
