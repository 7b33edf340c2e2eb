package io.github.crowdrank.stream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a source is opened again: {@code first} after the first failure, twice as
 * long after each further one in a row, at most {@code longest}; each time less a random part of up
 * to a half, so that many clients do not come back together. A frame ends the row.
 *
 * @param first positive
 * @param longest at least {@code first}, at most a year
 */
public record BackOff(Duration first, Duration longest) {
  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException if the first is not positive or longer than the longest, or if
   *     that is longer than a year
   */
  public BackOff {
    if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "a back-off has a positive first wait that is at most the longest one but they were %s and %s"
              .formatted(first, longest));
    }
    if (longest.compareTo(Duration.ofDays(366)) > 0) {
      throw new IllegalArgumentException(
          "a back-off's longest wait is at most a year but was " + longest);
    }
  }

  /** From half a second to a minute. */
  public static BackOff defaults() {
    return new BackOff(Duration.ofMillis(500), Duration.ofMinutes(1));
  }

  /**
   * The wait after some failures in a row.
   *
   * @param failures 1 or more
   */
  Duration after(int failures, RandomGenerator random) {
    double whole =
        Math.min(
            (double) longest.toNanos(), first.toNanos() * Math.pow(2, Math.min(failures - 1, 62)));
    return Duration.ofNanos((long) (whole * (1 - random.nextDouble() / 2)));
  }
}
