package io.github.crowdrank.zone;

import java.util.List;

/** The smallest rectangle around some points, its sides included. */
record Box(double left, double top, double right, double bottom) {
  static Box around(List<PlanePoint> points) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (PlanePoint point : points) {
      left = Math.min(left, point.x());
      top = Math.min(top, point.y());
      right = Math.max(right, point.x());
      bottom = Math.max(bottom, point.y());
    }
    return new Box(left, top, right, bottom);
  }

  boolean holds(PlanePoint point) {
    return point.x() >= left && point.x() <= right && point.y() >= top && point.y() <= bottom;
  }
}
