package io.github.crowdrank.calibration;

import io.github.crowdrank.density.DensityMap;
import java.util.List;

/**
 * A correction of counts that keeps their order: straight lines from (0, 0) through some points,
 * and beyond the last one the same ratio as there. Counts of 0 and less stay as they are. Immutable
 * and safe for use by many threads.
 *
 * @param points in the order of their estimates; none for a curve that changes nothing
 */
public record CountCurve(List<Point> points) {
  /** Leaves counts as they are. */
  public static final CountCurve IDENTITY = new CountCurve(List.of());

  /**
   * Where the curve runs through.
   *
   * @param estimate what the network counts, more than 0
   * @param count what that is to mean, 0 or more
   */
  public record Point(double estimate, double count) {}

  /**
   * Copies and checks the points.
   *
   * @throws IllegalArgumentException if one is not finite, an estimate is not more than the one
   *     before or 0, or a count is less than the one before or 0
   */
  public CountCurve {
    points = List.copyOf(points);
    Point before = new Point(0, 0);
    for (Point point : points) {
      if (!(point.estimate > before.estimate
          && point.count >= before.count
          && Double.isFinite(point.estimate + point.count))) {
        throw new IllegalArgumentException(
            "a curve of counts rises from (0, 0) but %s follows %s".formatted(point, before));
      }
      before = point;
    }
  }

  /** The corrected count. */
  public double at(double estimate) {
    if (points.isEmpty() || !(estimate > 0)) {
      return estimate;
    }
    Point before = new Point(0, 0);
    for (Point point : points) {
      if (estimate <= point.estimate) {
        double share = (estimate - before.estimate) / (point.estimate - before.estimate);
        return before.count + share * (point.count - before.count);
      }
      before = point;
    }
    return estimate * (before.count / before.estimate);
  }

  /** The map with every cell scaled by the same factor, so that its sum is the corrected count. */
  public DensityMap apply(DensityMap density) {
    double estimate = density.sum();
    double count = at(estimate);
    if (count == estimate) {
      return density;
    }
    float[] values = density.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * (count / estimate));
    }
    return DensityMap.of(density.width(), density.height(), values);
  }
}
