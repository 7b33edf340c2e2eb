package io.github.crowdrank.zone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** That pairs are left out where their boxes are apart changes nothing of what is found. */
class PolygonPairsTest {
  private static final int SEEDS = 4_000;

  private static String found(Supplier<?> made) {
    try {
      assertThat(made.get()).isNotNull();
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** The kind of a problem, by its words. */
  private static String kind(Optional<String> problem) {
    return problem
        .map(it -> it.contains(" meet") ? "meets" : it.contains("outside") ? "outside" : "nested")
        .orElse("none");
  }

  /** Whole numbers on a small grid, so that many corners and edges share places. */
  private static List<PlanePoint> onGrid(SplittableRandom random) {
    int x = random.nextInt(14);
    int y = random.nextInt(14);
    int side = 2 + random.nextInt(4);
    PlanePoint corner = new PlanePoint(x, y);
    return switch (random.nextInt(3)) {
      case 0 -> List.of(corner, new PlanePoint(x + side, y), new PlanePoint(x, y + side));
      case 1 -> List.of(new PlanePoint(x + side, y + 1), corner, new PlanePoint(x + 1, y + side));
      default ->
          List.of(
              new PlanePoint(x, y + side),
              new PlanePoint(x + side, y + side),
              new PlanePoint(x + side, y),
              corner);
    };
  }

  private static List<PlanePoint> ring(SplittableRandom random) {
    if (random.nextBoolean()) {
      return onGrid(random);
    }
    double radius = random.nextDouble(0.3, 1.5);
    return RandomZones.star(
        random, random.nextDouble(14), random.nextDouble(14), radius, 2 * radius);
  }

  private static List<List<PlanePoint>> rings(SplittableRandom random) {
    List<List<PlanePoint>> rings = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      rings.add(ring(random));
    }
    if (random.nextInt(3) == 0) {
      List<PlanePoint> shrunk = shrunk(rings.get(random.nextInt(rings.size())));
      rings.add(random.nextInt(rings.size() + 1), shrunk);
    }
    return rings;
  }

  private static List<PlanePoint> shrunk(List<PlanePoint> ring) {
    double x = ring.stream().mapToDouble(PlanePoint::x).average().orElseThrow();
    double y = ring.stream().mapToDouble(PlanePoint::y).average().orElseThrow();
    return ring.stream()
        .map(it -> new PlanePoint(x + 0.15 * (it.x() - x), y + 0.15 * (it.y() - y)))
        .toList();
  }

  private static List<PlanePoint> frame(SplittableRandom random) {
    double side = random.nextBoolean() ? 40 : random.nextInt(6, 16);
    return Polygon.of(-10, -10, side, -10, side, side, -10, side).outline();
  }

  @Test
  void holes_are_refused_as_if_all_pairs_were_compared() {
    Map<String, Integer> kinds = new TreeMap<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<PlanePoint> outline = frame(random);
      List<List<PlanePoint>> holes = rings(random);
      Optional<String> expected = AllPairs.problemOfPolygon(outline, holes);

      assertThat(found(() -> new Polygon(outline, holes)))
          .as("seed %d", seed)
          .isEqualTo(expected.orElse(""));
      kinds.merge(kind(expected), 1, Integer::sum);
    }
    assertThat(kinds).containsOnlyKeys("meets", "none", "nested", "outside");
    assertThat(kinds.values()).allMatch(times -> times > SEEDS / 100);
  }

  @Test
  void polygons_are_refused_as_if_all_pairs_were_compared() {
    Map<String, Integer> kinds = new TreeMap<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Polygon> polygons = polygons(new SplittableRandom(seed));
      Optional<String> expected =
          polygons.size() < 2 ? Optional.empty() : AllPairs.problemOfShape(polygons);

      assertThat(found(() -> new PolygonShape(polygons)))
          .as("seed %d", seed)
          .isEqualTo(expected.orElse(""));
      kinds.merge(kind(expected), 1, Integer::sum);
    }
    assertThat(kinds).containsOnlyKeys("meets", "none", "nested");
    assertThat(kinds.values()).allMatch(times -> times > SEEDS / 100);
  }

  /** Now and then with one around the others, which lie in its hole or not. */
  private static List<Polygon> polygons(SplittableRandom random) {
    List<Polygon> polygons = new ArrayList<>();
    for (List<PlanePoint> ring : rings(random)) {
      if (AllPairs.problemOfPolygon(ring, List.of()).isEmpty()) {
        polygons.add(new Polygon(ring, List.of()));
      }
    }
    if (polygons.isEmpty() || random.nextInt(4) == 0) {
      List<PlanePoint> hole = Polygon.of(-1, -1, 21, -1, 21, 21, -1, 21).outline();
      List<PlanePoint> outline = Polygon.of(-30, -30, 60, -30, 60, 60, -30, 60).outline();
      polygons.add(
          random.nextInt(polygons.size() + 1),
          new Polygon(outline, random.nextBoolean() ? List.of(hole) : List.of()));
    }
    return polygons;
  }

  private static List<PlanePoint> triangle(int x, int y) {
    return List.of(new PlanePoint(x, y), new PlanePoint(x + 1, y), new PlanePoint(x, y + 1));
  }

  /** Edges that were made anew for each pair would be gigabytes. */
  @Test
  void what_many_polygons_and_many_holes_take_grows_with_their_number_and_not_its_square() {
    List<List<PlanePoint>> triangles = new ArrayList<>();
    for (int i = 0; i < 3332; i++) {
      triangles.add(triangle(2 * (i % 58), 2 * (i / 58)));
    }
    List<PlanePoint> outline = Polygon.of(-1, -1, 200, -1, 200, 200, -1, 200).outline();
    List<Polygon> polygons =
        triangles.stream().map(triangle -> new Polygon(triangle, List.of())).toList();

    assertThat(allocated(() -> new PolygonShape(polygons))).isLessThan(100L << 20);
    assertThat(allocated(() -> new Polygon(outline, triangles))).isLessThan(100L << 20);
  }

  private static long allocated(Supplier<?> made) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    assertThat(made.get()).isNotNull();
    return threads.getThreadAllocatedBytes(thread) - before;
  }
}
