package io.github.crowdrank.zone;

import java.math.BigDecimal;

/**
 * A straight line between two points of a ring. What touches what is decided exactly: in doubles
 * where neither their rounding nor their range can matter, else in {@link ScaledProduct}s, else in
 * decimals, which take far longer.
 */
record Edge(PlanePoint from, PlanePoint to) {
  /** So far above the least double that what a product loses below that does not matter. */
  private static final double SMALL = 0x1p-900;

  double left() {
    return Math.min(from.x(), to.x());
  }

  double right() {
    return Math.max(from.x(), to.x());
  }

  double top() {
    return Math.min(from.y(), to.y());
  }

  double bottom() {
    return Math.max(from.y(), to.y());
  }

  /** On which side of this edge a point lies: -1, 0 on its line, or 1. */
  int side(PlanePoint point) {
    double one = (to.x() - from.x()) * (point.y() - from.y());
    double other = (to.y() - from.y()) * (point.x() - from.x());
    double size = Math.abs(one) + Math.abs(other);
    if (size > SMALL && Math.abs(one - other) > ScaledProduct.ROUNDING * size) {
      return one > other ? 1 : -1;
    }
    int side =
        ScaledProduct.of(to.x(), from.x(), point.y(), from.y())
            .clearlyAbove(ScaledProduct.of(to.y(), from.y(), point.x(), from.x()));
    return side != 0
        ? side
        : product(to.x(), from.x(), point.y(), from.y())
            .compareTo(product(to.y(), from.y(), point.x(), from.x()));
  }

  private static BigDecimal product(double a, double b, double c, double d) {
    return new BigDecimal(a)
        .subtract(new BigDecimal(b))
        .multiply(new BigDecimal(c).subtract(new BigDecimal(d)));
  }

  /** Whether the two have a point in common, their ends included. */
  boolean touches(Edge other) {
    return boxOverlaps(other)
        && side(other.from) * side(other.to) <= 0
        && other.side(from) * other.side(to) <= 0;
  }

  private boolean boxOverlaps(Edge other) {
    return left() <= other.right()
        && other.left() <= right()
        && top() <= other.bottom()
        && other.top() <= bottom();
  }

  /** Whether the edge that begins where this one ends runs back over it. */
  boolean foldsInto(Edge next) {
    return side(next.to) == 0
        && (turnsBack(from.x(), to.x(), next.to.x()) || turnsBack(from.y(), to.y(), next.to.y()));
  }

  private static boolean turnsBack(double first, double second, double third) {
    return Double.compare(second, first) * Double.compare(third, second) < 0;
  }

  /** Whether a ray from the point to the right crosses this edge. */
  boolean crossesRayFrom(PlanePoint point) {
    if ((from.y() > point.y()) == (to.y() > point.y())) {
      return false;
    }
    return side(point) == (to.y() > from.y() ? 1 : -1);
  }

  @Override
  public String toString() {
    return from + " to " + to;
  }
}
