package io.github.crowdrank.data.check;

import io.github.crowdrank.density.HeadPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds points that repeat an earlier one, or nearly. A point that does is not compared with later
 * ones, so that a cell of the search grid holds one point at most and the time is linear.
 */
final class ClosePoints {
  private final double distance;
  private final Map<HeadPoint, Integer> places = new HashMap<>();
  private final Map<Cell, Integer> cells = new HashMap<>();
  private final List<Pair> repeated = new ArrayList<>();
  private final List<Pair> close = new ArrayList<>();

  private ClosePoints(double distance) {
    this.distance = distance;
  }

  /** A point and an earlier one at its place or near it: indices from 0. */
  record Pair(int first, int second) {}

  private record Cell(long column, long row) {}

  /**
   * Compares all points.
   *
   * @param distance in pixels up to which two points are close; 0 for none
   */
  static ClosePoints in(List<HeadPoint> points, double distance) {
    ClosePoints search = new ClosePoints(distance);
    for (int i = 0; i < points.size(); i++) {
      search.add(points, i);
    }
    return search;
  }

  /** Points at the very place of an earlier one. */
  List<Pair> repeated() {
    return repeated;
  }

  /** Points within the distance of an earlier one, but not at its place. */
  List<Pair> close() {
    return close;
  }

  private void add(List<HeadPoint> points, int index) {
    HeadPoint point = points.get(index);
    Integer twin = places.putIfAbsent(point, index);
    if (twin != null) {
      repeated.add(new Pair(twin, index));
    } else if (distance > 0) {
      addNear(points, index);
    }
  }

  private void addNear(List<HeadPoint> points, int index) {
    HeadPoint point = points.get(index);
    // Any two points of one cell are within the distance; others within it are two cells away.
    double side = distance / Math.sqrt(2);
    Cell home = new Cell((long) Math.floor(point.x() / side), (long) Math.floor(point.y() / side));
    for (long row = home.row - 2; row <= home.row + 2; row++) {
      for (long column = home.column - 2; column <= home.column + 2; column++) {
        Integer other = cells.get(new Cell(column, row));
        if (other != null && apart(points.get(other), point) <= distance) {
          close.add(new Pair(other, index));
          return;
        }
      }
    }
    cells.put(home, index);
  }

  static double apart(HeadPoint a, HeadPoint b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }
}
