package io.github.crowdrank.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolygonTest {
  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  @Test
  void a_negative_zero_is_a_zero() {
    Polygon closed = Polygon.of(0, 0, 10, 0, 10, 10, -0.0, -0.0);

    assertThat(closed).isEqualTo(Polygon.of(0, 0, 10, 0, 10, 10));
    assertThat(closed.outline().get(0)).hasToString("(0.0, 0.0)");
  }

  /** On a small grid of whole numbers most outlines meet themselves, in every way there is. */
  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void an_outline_is_refused_if_and_only_if_two_edges_meet(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<PlanePoint> distinct = new LinkedHashSet<>();
    int corners = 3 + random.nextInt(4);
    while (distinct.size() < corners) {
      distinct.add(new PlanePoint(random.nextInt(7), random.nextInt(7)));
    }
    List<PlanePoint> ring = List.copyOf(distinct);
    if (meetsItself(ring)) {
      assertThatThrownBy(() -> new Polygon(ring, List.of()))
          .hasMessageStartingWith("the outline crosses or touches itself: the edges (");
    } else {
      assertThat(new Polygon(ring, List.of()).outline()).isEqualTo(ring);
    }
  }

  /** Whole numbers as small as these make every test of Java 2D exact. */
  private static boolean meetsItself(List<PlanePoint> ring) {
    int corners = ring.size();
    for (int i = 0; i < corners; i++) {
      for (int j = i + 1; j < corners; j++) {
        double[] a = edge(ring, i);
        double[] b = edge(ring, j);
        if (j == i + 1 || (i == 0 && j == corners - 1)) {
          double[] first = j == i + 1 ? a : b;
          double[] next = j == i + 1 ? b : a;
          double cross =
              (first[2] - first[0]) * (next[3] - next[1])
                  - (first[3] - first[1]) * (next[2] - next[0]);
          double ahead =
              (first[2] - first[0]) * (next[2] - next[0])
                  + (first[3] - first[1]) * (next[3] - next[1]);
          if (cross == 0 && ahead < 0) {
            return true;
          }
        } else if (Line2D.linesIntersect(a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3])) {
          return true;
        }
      }
    }
    return false;
  }

  private static double[] edge(List<PlanePoint> ring, int index) {
    PlanePoint from = ring.get(index);
    PlanePoint to = ring.get((index + 1) % ring.size());
    return new double[] {from.x(), from.y(), to.x(), to.y()};
  }

  @Test
  void an_outline_is_as_good_closed_as_open_and_in_either_direction() {
    Polygon open = Polygon.of(0, 0, 4, 0, 4, 3);

    assertThat(Polygon.of(0, 0, 4, 0, 4, 3, 0, 0)).isEqualTo(open);
    assertThat(PolygonShape.of(open).squarePixels()).isEqualTo(6);
    assertThat(PolygonShape.of(Polygon.of(4, 3, 4, 0, 0, 0)).squarePixels()).isEqualTo(6);
  }

  @Test
  void two_points_are_no_polygon() {
    assertThatThrownBy(() -> Polygon.of(1, 2, 3, 4))
        .hasMessage("the outline needs 3 points or more but has 2: [(1.0, 2.0), (3.0, 4.0)]");
    assertThatThrownBy(() -> Polygon.of(1, 2, 3, 4, 1, 2)).hasMessageContaining("has 2");
    assertThatThrownBy(() -> Polygon.of(1, 2, 3, 4, 3, 4, 9, 1))
        .hasMessage("the outline has the point (3.0, 4.0) twice in a row");
    assertThatThrownBy(() -> Polygon.of(1, 2, 3)).hasMessageContaining("were 3");
    assertThatThrownBy(() -> Polygon.of(1, 2, 3, Double.NaN, 4, 5)).hasMessageContaining("finite");
  }

  @Test
  void an_outline_without_area_is_refused() {
    assertThatThrownBy(() -> Polygon.of(0, 0, 1, 1, 2, 2)).hasMessageContaining("touches itself");
    assertThatThrownBy(() -> Polygon.of(0, 0, 0.1, 0.3, 0.2, 0.6))
        .hasMessageContaining("touches itself");
  }

  @Test
  void holes_lie_in_the_outline_and_apart() {
    List<PlanePoint> outline = Polygon.of(0, 0, 10, 0, 10, 10, 0, 10).outline();
    List<PlanePoint> hole = Polygon.of(2, 2, 5, 2, 5, 5).outline();
    List<PlanePoint> inHole = Polygon.of(4, 2.5, 4.5, 2.5, 4.5, 4).outline();

    assertThat(PolygonShape.of(new Polygon(outline, List.of(hole))).squarePixels())
        .isCloseTo(95.5, within(1e-12));
    assertThatThrownBy(() -> new Polygon(hole, List.of(outline)))
        .hasMessageContaining("hole 1 lies outside the outline");
    assertThatThrownBy(() -> new Polygon(outline, List.of(inHole, hole)))
        .hasMessageContaining("hole 1 lies in hole 2");
    assertThatThrownBy(() -> new Polygon(outline, List.of(Polygon.of(8, 8, 12, 8, 9, 9).outline())))
        .hasMessageContaining("hole 1 crosses or touches the outline")
        .hasMessageContaining("(10.0, 0.0) to (10.0, 10.0)");
  }

  @Test
  void the_polygons_of_a_shape_do_not_overlap() {
    Polygon large = Polygon.of(0, 0, 10, 0, 10, 10, 0, 10);
    Polygon within = Polygon.of(2, 2, 5, 2, 5, 5);
    Polygon across = Polygon.of(5, 5, 15, 5, 15, 8);

    assertThatThrownBy(() -> new PolygonShape(List.of(large, within)))
        .hasMessageContaining("polygon 2 lies in polygon 1");
    assertThatThrownBy(() -> new PolygonShape(List.of(across, large)))
        .hasMessageContaining("polygon")
        .hasMessageContaining("crosses or touches");
    assertThatThrownBy(() -> new PolygonShape(List.of())).hasMessageContaining("at least one");
    Polygon frame = new Polygon(large.outline(), List.of(Polygon.of(1, 1, 9, 1, 9, 9).outline()));
    Polygon inHole = Polygon.of(3, 2, 6, 2, 6, 4);
    assertThat(new PolygonShape(List.of(frame, inHole)).squarePixels()).isEqualTo(100 - 32 + 3);
  }

  @Test
  void a_shape_has_a_limited_number_of_points() {
    Polygon half = new Polygon(circle(5000, 1), List.of());
    Polygon rest = new Polygon(circle(5001, 4), List.of());

    assertThat(new Polygon(circle(10_000, 1), List.of()).outline()).hasSize(10_000);
    assertThatThrownBy(() -> new PolygonShape(List.of(half, rest)))
        .hasMessageStartingWith("the polygons of a shape have at most 10000 points together")
        .hasMessageContaining("10001");
  }

  /** The outlines cross and the holes lie outside, which nobody looks for among so many. */
  @Test
  void the_points_of_a_polygon_are_counted_before_they_are_compared() {
    List<PlanePoint> crossing = new ArrayList<>(circle(10_001, 0));
    Collections.swap(crossing, 100, 5000);
    List<List<PlanePoint>> holes = Collections.nCopies(3000, circle(3, 50));
    String problem =
        "a polygon and its holes have at most 10000 points together but there were 10001";

    assertThatThrownBy(() -> new Polygon(crossing, List.of())).hasMessage(problem);
    assertThatThrownBy(() -> new Polygon(circle(1001, 0), holes)).hasMessage(problem);
  }

  private static List<PlanePoint> circle(int points, double left) {
    List<PlanePoint> circle = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * i / points;
      circle.add(new PlanePoint(left + Math.cos(angle), Math.sin(angle)));
    }
    return circle;
  }
}
