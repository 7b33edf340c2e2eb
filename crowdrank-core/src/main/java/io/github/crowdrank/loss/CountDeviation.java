package io.github.crowdrank.loss;

/** How far a predicted count is from a true one. */
public enum CountDeviation {
  /** {@code |p - t|}: what the mean absolute error judges. Its minimum is a median. */
  ABSOLUTE {
    @Override
    double value(double predicted, double truth) {
      return Math.abs(predicted - truth);
    }

    @Override
    double slope(double predicted, double truth) {
      return Math.signum(predicted - truth);
    }
  },
  /**
   * {@code (p - t)^2 / (p + 2)}, the divisor held constant in the gradient: a squared error in
   * units of the variance that a count of that size has (Pearson's chi-square). Its minimum is a
   * mean, so that it leaves no undercount behind where counts are skewed.
   */
  CHI_SQUARE {
    @Override
    double value(double predicted, double truth) {
      double difference = predicted - truth;
      return difference * difference / variance(predicted);
    }

    @Override
    double slope(double predicted, double truth) {
      return 2 * (predicted - truth) / variance(predicted);
    }

    private double variance(double predicted) {
      // Not Math.max alone: a NaN has to reach the loss.
      return (predicted < 0 ? 0 : predicted) + 2;
    }
  };

  abstract double value(double predicted, double truth);

  abstract double slope(double predicted, double truth);
}
