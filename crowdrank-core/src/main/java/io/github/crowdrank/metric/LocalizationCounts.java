package io.github.crowdrank.metric;

/**
 * How many heads were found in the right place. Counts of several images are added up before
 * anything is divided, as NWPU-Crowd does, so that an image weighs what its heads do.
 *
 * @param found heads with a point of their own near enough (true positives)
 * @param spurious points without a head (false positives)
 * @param missed heads without a point (false negatives)
 */
public record LocalizationCounts(int found, int spurious, int missed) {
  /** Nothing compared yet. */
  public static LocalizationCounts empty() {
    return new LocalizationCounts(0, 0, 0);
  }

  /** Both together. */
  public LocalizationCounts plus(LocalizationCounts other) {
    return new LocalizationCounts(
        Math.addExact(found, other.found),
        Math.addExact(spurious, other.spurious),
        Math.addExact(missed, other.missed));
  }

  /** Share of the points that are heads, 0 to 1; NaN if there are no points. */
  public double precision() {
    return (double) found / (found + spurious);
  }

  /** Share of the heads that have points, 0 to 1; NaN if there are no heads. */
  public double recall() {
    return (double) found / (found + missed);
  }

  /** Harmonic mean of both, 0 to 1; NaN if there are neither points nor heads. */
  public double f1() {
    return 2.0 * found / (2.0 * found + spurious + missed);
  }
}
