package io.github.crowdrank.zone;

import io.github.crowdrank.density.CellGrid;
import java.util.ArrayList;
import java.util.List;

/**
 * Clips every ring against every cell by itself, one side after the other (Sutherland, Hodgman).
 */
final class NaiveClipping {
  private NaiveClipping() {}

  static double[] coverage(Polygon polygon, CellGrid grid) {
    double[] areas = new double[grid.columns() * grid.rows()];
    for (int i = 0; i < areas.length; i++) {
      double left = grid.x() + i % grid.columns() * grid.cellWidth();
      int row = i / grid.columns();
      double top = grid.y() + row * grid.cellHeight();
      areas[i] = area(polygon.outline(), left, top, grid);
      for (List<PlanePoint> hole : polygon.holes()) {
        areas[i] -= area(hole, left, top, grid);
      }
    }
    return areas;
  }

  private static double area(List<PlanePoint> ring, double left, double top, CellGrid grid) {
    List<PlanePoint> inside = clip(ring, 1, 0, left);
    inside = clip(inside, -1, 0, -(left + grid.cellWidth()));
    inside = clip(inside, 0, 1, top);
    inside = clip(inside, 0, -1, -(top + grid.cellHeight()));
    double twice = 0;
    for (int i = 0; i < inside.size(); i++) {
      PlanePoint a = inside.get(i);
      PlanePoint b = inside.get((i + 1) % inside.size());
      twice += a.x() * b.y() - b.x() * a.y();
    }
    return Math.abs(twice) / 2;
  }

  /** Keeps what lies where {@code a x + b y >= c}. */
  private static List<PlanePoint> clip(List<PlanePoint> ring, double a, double b, double c) {
    List<PlanePoint> kept = new ArrayList<>();
    for (int i = 0; i < ring.size(); i++) {
      PlanePoint from = ring.get(i);
      PlanePoint to = ring.get((i + 1) % ring.size());
      double before = a * from.x() + b * from.y() - c;
      double after = a * to.x() + b * to.y() - c;
      if (before >= 0) {
        kept.add(from);
      }
      if (before * after < 0) {
        double share = before / (before - after);
        kept.add(
            new PlanePoint(
                from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y())));
      }
    }
    return kept;
  }
}
