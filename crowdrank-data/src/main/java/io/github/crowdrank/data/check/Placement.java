package io.github.crowdrank.data.check;

import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.density.HeadPoint;
import java.util.List;

/**
 * Where points lie, read as they stand and read with x and y exchanged.
 *
 * @param points how many there are
 * @param outside how many lie outside the image
 * @param outsideExchanged how many would with x and y exchanged
 */
record Placement(int points, int outside, int outsideExchanged) {
  /** A few points a little outside are carelessness, not another order of x and y. */
  private static final int FEWEST_OUTSIDE = 3;

  static Placement of(List<HeadPoint> points, ImageSize size) {
    int outside = 0;
    int outsideExchanged = 0;
    for (HeadPoint point : points) {
      outside += point.isInside(size.width(), size.height()) ? 0 : 1;
      outsideExchanged += point.isInside(size.height(), size.width()) ? 0 : 1;
    }
    return new Placement(points.size(), outside, outsideExchanged);
  }

  /** Whether a twentieth of the points or more lie outside, and next to none when exchanged. */
  boolean isExchanged() {
    return outside >= FEWEST_OUTSIDE && 20 * outside >= points && 10 * outsideExchanged <= outside;
  }

  /** Whether the points fit as they stand and would not when exchanged. */
  boolean fitsOnlyAsAnnotated() {
    return outside == 0 && outsideExchanged > 0;
  }
}
