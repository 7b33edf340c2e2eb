package io.github.crowdrank.calibration;

/**
 * A count and where the true number of people lies. A count may be negative, where a network's
 * negative densities are kept; there are never fewer people than none, so that the interval may
 * then lie beside the count, and be 0 alone.
 *
 * @param count estimated number of people
 * @param low fewest people, 0 or more
 * @param high most people, as many as {@code low} or more
 * @param confidence share of pictures like those it was calibrated on whose true number lies within
 */
public record CountInterval(double count, double low, double high, double confidence) {
  /** Whether a number of people lies within, the ends included. */
  public boolean contains(double people) {
    return people >= low && people <= high;
  }
}
