package io.github.crowdrank.zone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A closed line of three points or more, the last one joined to the first, without a point that
 * repeats the one before. Whether it crosses anything is asked of {@link #requireApart}.
 *
 * @param name how messages call it
 */
record Ring(String name, List<PlanePoint> points) {
  /** Drops a last point that repeats the first, as GeoJSON has it. */
  static Ring of(String name, List<PlanePoint> points) {
    int last = points.size() - 1;
    boolean closed = last > 0 && points.get(last).equals(points.get(0));
    return new Ring(name, List.copyOf(closed ? points.subList(0, last) : points));
  }

  Ring {
    if (points.size() < 3) {
      throw new IllegalArgumentException(
          "%s needs 3 points or more but has %d: %s".formatted(name, points.size(), points));
    }
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).equals(points.get(i - 1))) {
        throw new IllegalArgumentException(
            "%s has the point %s twice in a row".formatted(name, points.get(i)));
      }
    }
  }

  List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      edges.add(new Edge(points.get(i), points.get((i + 1) % points.size())));
    }
    return edges;
  }

  /** Positive where the points go clockwise in a picture, whose {@code y} points downwards. */
  double signedArea() {
    PlanePoint origin = points.get(0);
    double twice = 0;
    for (int i = 1; i + 1 < points.size(); i++) {
      PlanePoint a = points.get(i);
      PlanePoint b = points.get(i + 1);
      twice +=
          (a.x() - origin.x()) * (b.y() - origin.y()) - (b.x() - origin.x()) * (a.y() - origin.y());
    }
    return twice / 2;
  }

  /**
   * Checks that no ring crosses or touches itself or another one.
   *
   * @throws IllegalArgumentException with the two edges that meet
   */
  static void requireApart(List<Ring> rings) {
    List<Side> sides = new ArrayList<>();
    for (int ring = 0; ring < rings.size(); ring++) {
      List<Edge> edges = rings.get(ring).edges();
      for (int i = 0; i < edges.size(); i++) {
        sides.add(new Side(ring, i, (i + 1) % edges.size(), edges.get(i)));
      }
    }
    sides.sort(Comparator.comparingDouble(side -> side.edge.left()));
    double[] lefts = sides.stream().mapToDouble(side -> side.edge.left()).toArray();
    double[] tops = sides.stream().mapToDouble(side -> side.edge.top()).toArray();
    double[] bottoms = sides.stream().mapToDouble(side -> side.edge.bottom()).toArray();
    for (int i = 0; i < lefts.length; i++) {
      Side side = sides.get(i);
      double right = side.edge.right();
      for (int j = i + 1; j < lefts.length && lefts[j] <= right; j++) {
        // Most pairs end here, at numbers that lie side by side in memory.
        boolean apart = tops[j] > bottoms[i] || bottoms[j] < tops[i];
        if (!apart && side.clashesWith(sides.get(j))) {
          Side other = sides.get(j);
          throw clash(rings.get(side.ring), side.edge, rings.get(other.ring), other.edge);
        }
      }
    }
  }

  private static IllegalArgumentException clash(Ring ring, Edge edge, Ring other, Edge otherEdge) {
    return new IllegalArgumentException(
        "%s crosses or touches %s: the edges %s and %s meet"
            .formatted(
                ring.name, ring.name.equals(other.name) ? "itself" : other.name, edge, otherEdge));
  }

  /** An edge among those of several rings; {@code next} is the one that begins where it ends. */
  private record Side(int ring, int index, int next, Edge edge) {
    boolean clashesWith(Side other) {
      if (ring == other.ring && next == other.index) {
        return edge.foldsInto(other.edge);
      }
      if (ring == other.ring && other.next == index) {
        return other.edge.foldsInto(edge);
      }
      return edge.touches(other.edge);
    }
  }
}
