package io.github.crowdrank.zone;

import java.util.ArrayList;
import java.util.List;

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
    for (int i = 0; i < polygons.size(); i++) {
      for (int j = 0; j < polygons.size(); j++) {
        if (i != j && polygons.get(i).holds(polygons.get(j).outline().get(0))) {
          throw new IllegalArgumentException(
              "polygon %d lies in polygon %d, at %s"
                  .formatted(j + 1, i + 1, polygons.get(j).outline().get(0)));
        }
      }
    }
  }
}
