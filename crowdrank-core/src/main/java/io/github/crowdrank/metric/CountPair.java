package io.github.crowdrank.metric;

/**
 * The true and the estimated count of one image.
 *
 * @param truth people in the image, 0 or more
 * @param estimate estimated count, finite; may be negative
 */
public record CountPair(double truth, double estimate) {
  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if a count is not finite or {@code truth} is negative
   */
  public CountPair {
    if (!(truth >= 0 && truth < Double.POSITIVE_INFINITY) || !Double.isFinite(estimate)) {
      throw new IllegalArgumentException(
          "a true count is 0 or more and an estimate finite but they were %s and %s"
              .formatted(truth, estimate));
    }
  }

  /** Estimate minus truth. */
  public double error() {
    return estimate - truth;
  }

  /** How far the estimate is off, 0 or more. */
  public double absoluteError() {
    return Math.abs(error());
  }
}
