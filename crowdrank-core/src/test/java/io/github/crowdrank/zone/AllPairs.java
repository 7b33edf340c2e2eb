package io.github.crowdrank.zone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is wrong with polygons, found by comparing all pairs of edges and all pairs of rings. */
final class AllPairs {
  /** An edge and where it is: {@code next} is the one of its ring that begins where it ends. */
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

  private AllPairs() {}

  /** What the constructor of a polygon has to say, if anything. */
  static Optional<String> problemOfPolygon(List<PlanePoint> outline, List<List<PlanePoint>> holes) {
    Ring outer = Ring.of("the outline", outline);
    List<Ring> inner = new ArrayList<>();
    for (List<PlanePoint> hole : holes) {
      inner.add(Ring.of("hole " + (inner.size() + 1), hole));
    }
    List<Ring> all = new ArrayList<>(inner);
    all.add(outer);
    return clash(all).or(() -> misplaced(outer, inner));
  }

  private static Optional<String> misplaced(Ring outline, List<Ring> holes) {
    for (int i = 0; i < holes.size(); i++) {
      String name = holes.get(i).name();
      PlanePoint corner = holes.get(i).points().get(0);
      if (!holds(outline, corner)) {
        return Optional.of(name + " lies outside the outline, at " + corner);
      }
      for (int j = 0; j < holes.size(); j++) {
        if (i != j && holds(holes.get(j), corner)) {
          return Optional.of("%s lies in %s, at %s".formatted(name, holes.get(j).name(), corner));
        }
      }
    }
    return Optional.empty();
  }

  /** What the constructor of a shape has to say, if anything. */
  static Optional<String> problemOfShape(List<Polygon> polygons) {
    List<Ring> rings = new ArrayList<>();
    for (int i = 0; i < polygons.size(); i++) {
      String name = "polygon " + (i + 1);
      rings.add(Ring.of(name, polygons.get(i).outline()));
      polygons.get(i).holes().forEach(hole -> rings.add(Ring.of("a hole of " + name, hole)));
    }
    return clash(rings).or(() -> nested(polygons));
  }

  private static Optional<String> nested(List<Polygon> polygons) {
    for (int i = 0; i < polygons.size(); i++) {
      for (int j = 0; j < polygons.size(); j++) {
        PlanePoint corner = polygons.get(j).outline().get(0);
        if (i != j && holds(polygons.get(i), corner)) {
          return Optional.of(
              "polygon %d lies in polygon %d, at %s".formatted(j + 1, i + 1, corner));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Polygon polygon, PlanePoint point) {
    return holds(Ring.of("", polygon.outline()), point)
        && polygon.holes().stream().noneMatch(hole -> holds(Ring.of("", hole), point));
  }

  private static boolean holds(Ring ring, PlanePoint point) {
    return ring.edges().stream().filter(edge -> edge.crossesRayFrom(point)).count() % 2 == 1;
  }

  /** The first by the edges' left ends. */
  private static Optional<String> clash(List<Ring> rings) {
    List<Side> sides = new ArrayList<>();
    for (int ring = 0; ring < rings.size(); ring++) {
      List<Edge> edges = rings.get(ring).edges();
      for (int i = 0; i < edges.size(); i++) {
        sides.add(new Side(ring, i, (i + 1) % edges.size(), edges.get(i)));
      }
    }
    sides.sort(Comparator.comparingDouble(side -> side.edge.left()));
    for (int i = 0; i < sides.size(); i++) {
      for (int j = i + 1; j < sides.size(); j++) {
        if (sides.get(i).clashesWith(sides.get(j))) {
          return Optional.of(told(rings, sides.get(i), sides.get(j)));
        }
      }
    }
    return Optional.empty();
  }

  private static String told(List<Ring> rings, Side side, Side other) {
    String name = rings.get(side.ring).name();
    String otherName = rings.get(other.ring).name();
    return "%s crosses or touches %s: the edges %s and %s meet"
        .formatted(name, name.equals(otherName) ? "itself" : otherName, side.edge, other.edge);
  }
}
