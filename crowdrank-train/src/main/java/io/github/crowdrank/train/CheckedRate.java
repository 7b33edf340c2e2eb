package io.github.crowdrank.train;

/** A caller's learning rate, which may be any function: a negative one would climb up the loss. */
record CheckedRate(LearningRate rate) implements LearningRate {
  /**
   * The rate of a step.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  @Override
  public double at(int step) {
    double value = rate.at(step);
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a learning rate is 0 or more and finite but that of step %d, counted from 0, was %s"
              .formatted(step, value));
    }
    return value;
  }
}
