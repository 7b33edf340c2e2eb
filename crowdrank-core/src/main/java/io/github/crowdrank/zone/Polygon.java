package io.github.crowdrank.zone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A part of a plane between an outline and the holes in it, none of which crosses or touches itself
 * or another.
 *
 * @param outline three points or more in either direction; a last point that repeats the first is
 *     dropped
 * @param holes outlines within, not in each other; may be empty
 */
public record Polygon(List<PlanePoint> outline, List<List<PlanePoint>> holes) {
  /** Comparing all with each other may take time by the square of their number. */
  static final int MOST_POINTS = 10_000;

  /**
   * Checks and copies the outlines.
   *
   * @throws IllegalArgumentException if one has fewer than three points, repeats one in a row,
   *     crosses or touches itself or another, a hole lies outside or in another hole, or there are
   *     more than 10,000 points together; the message names the points
   */
  public Polygon {
    Ring outer = Ring.of("the outline", outline);
    List<Ring> inner = new ArrayList<>();
    for (List<PlanePoint> hole : holes) {
      inner.add(Ring.of("hole " + (inner.size() + 1), hole));
    }
    List<Ring> all = new ArrayList<>(inner);
    all.add(outer);
    int points = all.stream().mapToInt(ring -> ring.points().size()).sum();
    if (points > MOST_POINTS) {
      throw new IllegalArgumentException(
          "a polygon and its holes have at most %d points together but there were %d"
              .formatted(MOST_POINTS, points));
    }
    Ring.requireApart(all);
    requireWithin(outer, inner);
    outline = outer.points();
    holes = inner.stream().map(Ring::points).toList();
  }

  private static void requireWithin(Ring outline, List<Ring> holes) {
    RingInterior inside = RingInterior.of(outline);
    int[] holders = holders(holes);
    for (int i = 0; i < holders.length; i++) {
      Ring hole = holes.get(i);
      PlanePoint corner = hole.points().get(0);
      if (!inside.holds(corner)) {
        throw new IllegalArgumentException(hole.name() + " lies outside the outline, at " + corner);
      }
      if (holders[i] >= 0) {
        throw new IllegalArgumentException(
            "%s lies in %s, at %s".formatted(hole.name(), holes.get(holders[i]).name(), corner));
      }
    }
  }

  /** For each hole the first one that it lies in, or -1. */
  private static int[] holders(List<Ring> holes) {
    Corners corners = Corners.of(holes.stream().map(hole -> hole.points().get(0)).toList());
    int[] holders = new int[holes.size()];
    Arrays.fill(holders, -1);
    for (int i = 0; i < holders.length; i++) {
      int holder = i;
      RingInterior inside = RingInterior.of(holes.get(i));
      corners
          .within(inside.box())
          .filter(hole -> hole != holder && holders[hole] < 0)
          .filter(hole -> inside.holds(holes.get(hole).points().get(0)))
          .forEach(hole -> holders[hole] = holder);
    }
    return holders;
  }

  /**
   * A polygon without holes.
   *
   * @param coordinates {@code x, y} of each point in turn
   * @throws IllegalArgumentException if a coordinate is missing, and as the constructor
   */
  public static Polygon of(double... coordinates) {
    if (coordinates.length % 2 != 0) {
      throw new IllegalArgumentException(
          "points are pairs of coordinates but there were " + coordinates.length);
    }
    List<PlanePoint> points = new ArrayList<>();
    for (int i = 0; i < coordinates.length; i += 2) {
      points.add(new PlanePoint(coordinates[i], coordinates[i + 1]));
    }
    return new Polygon(points, List.of());
  }

  /** How many points its outlines have together. */
  int points() {
    return outline.size() + holes.stream().mapToInt(List::size).sum();
  }
}
