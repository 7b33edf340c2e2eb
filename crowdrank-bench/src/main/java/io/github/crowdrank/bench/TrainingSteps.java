package io.github.crowdrank.bench;

import io.github.crowdrank.network.FeatureMaps;

/**
 * A network that learns by plain gradient descent on half the squared error per picture. One step
 * is forward pass, loss, backward pass and update. For one thread.
 */
public interface TrainingSteps extends AutoCloseable {
  /**
   * Makes one step.
   *
   * @param target what the output should have been, of its shape
   * @return the loss before the step
   */
  double step(FeatureMaps batch, FeatureMaps target);

  /** A copy of the parameters as they are, flat. */
  float[] weights();

  @Override
  void close();
}
