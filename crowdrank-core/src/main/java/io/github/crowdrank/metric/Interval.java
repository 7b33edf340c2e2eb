package io.github.crowdrank.metric;

/**
 * An estimate and the confidence interval around it.
 *
 * @param estimate of the sample itself
 * @param low where the interval begins
 * @param high where it ends
 */
public record Interval(double estimate, double low, double high) {
  /** Whether a value lies inside, the ends included. */
  public boolean contains(double value) {
    return value >= low && value <= high;
  }
}
