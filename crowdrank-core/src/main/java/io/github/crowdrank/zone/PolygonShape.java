package io.github.crowdrank.zone;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One polygon or several that do not overlap.
 *
 * @param polygons one or more, apart from each other, in pixels
 */
public record PolygonShape(List<Polygon> polygons) implements ZoneShape {
  /**
   * Checks and copies the polygons.
   *
   * @throws IllegalArgumentException if there is none, they have more than 10,000 points, or one
   *     crosses, touches or lies in another
   */
  public PolygonShape {
    polygons = List.copyOf(polygons);
    if (polygons.isEmpty()) {
      throw new IllegalArgumentException("a shape has at least one polygon but there was none");
    }
    requireFewPoints(polygons.stream().mapToInt(Polygon::points).sum());
    List<Ring> rings = new ArrayList<>();
    for (int i = 0; i < polygons.size(); i++) {
      String name = "polygon " + (i + 1);
      rings.add(Ring.of(name, polygons.get(i).outline()));
      for (List<PlanePoint> hole : polygons.get(i).holes()) {
        rings.add(Ring.of("a hole of " + name, hole));
      }
    }
    if (polygons.size() > 1) {
      Ring.requireApart(rings);
      requireNotNested(polygons);
    }
  }

  static void requireFewPoints(int points) {
    if (points > Polygon.MOST_POINTS) {
      throw new IllegalArgumentException(
          "the polygons of a shape have at most %d points together but there were %d or more"
              .formatted(Polygon.MOST_POINTS, points));
    }
  }

  /** A single polygon. */
  public static PolygonShape of(Polygon polygon) {
    return new PolygonShape(List.of(polygon));
  }

  private static void requireNotNested(List<Polygon> polygons) {
    Corners corners = Corners.of(polygons.stream().map(it -> it.outline().get(0)).toList());
    for (int i = 0; i < polygons.size(); i++) {
      int holder = i;
      PolygonInterior inside = PolygonInterior.of(polygons.get(i));
      OptionalInt held =
          corners
              .within(inside.box())
              .filter(it -> it != holder && inside.holds(polygons.get(it).outline().get(0)))
              .min();
      if (held.isPresent()) {
        throw new IllegalArgumentException(
            "polygon %d lies in polygon %d, at %s"
                .formatted(
                    held.getAsInt() + 1,
                    holder + 1,
                    polygons.get(held.getAsInt()).outline().get(0)));
      }
    }
  }
}
