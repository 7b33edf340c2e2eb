package io.github.crowdrank.train;

/** The learning rate of each step, counted from 0. Pure: the same step has the same rate. */
@FunctionalInterface
public interface LearningRate {
  /**
   * The rate of a step: positive or 0, finite. A training asks for those of all its steps before it
   * takes the first, and ends with an {@link IllegalArgumentException} where one is not.
   */
  double at(int step);

  /** The same rate throughout. */
  static LearningRate constant(double rate) {
    requirePositive("rate", rate);
    return step -> rate;
  }

  /**
   * Multiplied by {@code factor} every {@code every} steps. The paper: from 1e-6, by 0.1 every
   * 10,000.
   */
  static LearningRate steps(double initial, double factor, int every) {
    requirePositive("initial rate", initial);
    requirePositive("factor", factor);
    requirePositive("step length", every);
    return step -> initial * Math.pow(factor, Math.floorDiv(step, every));
  }

  /**
   * Rises linearly over {@code warmUp} steps, then falls along half a cosine to {@code
   * finalFraction} of the peak at {@code total} steps.
   */
  static LearningRate cosine(double peak, int warmUp, int total, double finalFraction) {
    requirePositive("peak rate", peak);
    if (warmUp < 0 || total <= warmUp) {
      throw new IllegalArgumentException(
          "warm-up is 0 or more and shorter than the %d steps in all but was %d"
              .formatted(total, warmUp));
    }
    if (!(finalFraction >= 0 && finalFraction <= 1)) {
      throw new IllegalArgumentException("final fraction is 0 to 1 but was " + finalFraction);
    }
    return step -> {
      if (step < warmUp) {
        return peak * (step + 1) / warmUp;
      }
      double done = Math.min(1, (double) (step - warmUp) / (total - warmUp));
      return peak * (finalFraction + (1 - finalFraction) * 0.5 * (1 + Math.cos(Math.PI * done)));
    };
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is positive and finite but was " + value);
    }
  }
}
