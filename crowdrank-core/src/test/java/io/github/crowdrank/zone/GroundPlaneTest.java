package io.github.crowdrank.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroundPlaneTest {
  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /**
   * A camera in metres: at a height over flat ground, looking down by an angle, with its focal
   * length in pixels and its middle at (600, 450). Written from optics, not from matrices.
   */
  private record Camera(double height, double down, double focal) {
    static Camera random(SplittableRandom random) {
      return new Camera(
          random.nextDouble(3, 30), random.nextDouble(0.3, 1.2), random.nextDouble(600, 2000));
    }

    /** Where a point of the ground, {@code x} to the right and {@code y} ahead, is seen. */
    PlanePoint sees(double x, double y) {
      double depth = y * Math.cos(down) + height * Math.sin(down);
      double below = height * Math.cos(down) - y * Math.sin(down);
      return new PlanePoint(600 + focal * x / depth, 450 + focal * below / depth);
    }

    PointPair pair(double x, double y) {
      return new PointPair(sees(x, y), new PlanePoint(x, y));
    }

    double horizon() {
      return 450 - focal * Math.tan(down);
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void four_pairs_or_more_give_back_the_ground_a_camera_saw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Camera camera = Camera.random(random);
    List<PointPair> pairs =
        new ArrayList<>(
            List.of(
                camera.pair(-5, 5), camera.pair(5, 5), camera.pair(6, 20), camera.pair(-6, 20)));
    for (long i = 0; i < seed % 5; i++) {
      pairs.add(camera.pair(random.nextDouble(-6, 6), random.nextDouble(5, 20)));
    }

    GroundPlane ground = GroundPlane.of(pairs);

    assertThat(ground.rootMeanSquareError()).isCloseTo(0, within(1e-6));
    PlanePoint found = ground.toGround(camera.sees(2, 11));
    assertThat(found.x()).isCloseTo(2, within(1e-6));
    assertThat(found.y()).isCloseTo(11, within(1e-6));
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void the_area_of_what_a_camera_saw_is_that_on_the_ground(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Camera camera = Camera.random(random);
    GroundPlane ground =
        GroundPlane.of(
            List.of(
                camera.pair(-5, 5), camera.pair(5, 5), camera.pair(6, 20), camera.pair(-6, 20)));
    List<PlanePoint> onGround = RandomZones.star(random, 0, 12, 2, 6);
    List<PlanePoint> hole = RandomZones.star(random, 0, 12, 0.1, 0.7);
    Polygon seen = new Polygon(seen(camera, onGround), List.of(seen(camera, hole)));

    double area =
        PolygonShape.of(new Polygon(onGround, List.of())).squarePixels()
            - PolygonShape.of(new Polygon(hole, List.of())).squarePixels();

    assertThat(ground.squareMetres(PolygonShape.of(seen))).isCloseTo(area, within(1e-5));
  }

  private static List<PlanePoint> seen(Camera camera, List<PlanePoint> ground) {
    return ground.stream().map(it -> camera.sees(it.x(), it.y())).toList();
  }

  @Test
  void a_mask_has_the_area_of_the_polygon_around_it() {
    Camera camera = new Camera(10, 0.6, 900);
    GroundPlane ground =
        GroundPlane.of(
            List.of(
                camera.pair(-5, 5), camera.pair(5, 5), camera.pair(6, 20), camera.pair(-6, 20)));

    double mask =
        ground.squareMetres(
            MaskShape.of(1200, 900, (x, y) -> x >= 200 && x < 700 && y >= 500 && y < 800));

    double polygon =
        ground.squareMetres(PolygonShape.of(Polygon.of(200, 500, 700, 500, 700, 800, 200, 800)));
    assertThat(mask).isCloseTo(polygon, within(1e-6));
  }

  @Test
  void pairs_with_errors_are_fitted_by_least_squares_and_the_error_is_told() {
    Camera camera = new Camera(10, 0.6, 900);
    SplittableRandom random = new SplittableRandom(1);
    List<PointPair> pairs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double x = random.nextDouble(-6, 6);
      double y = random.nextDouble(5, 20);
      PlanePoint pixel = camera.sees(x, y);
      pairs.add(
          PointPair.of(
              pixel.x(),
              pixel.y(),
              x + random.nextDouble(-0.2, 0.2),
              y + random.nextDouble(-0.2, 0.2)));
    }

    GroundPlane ground = GroundPlane.of(pairs);

    assertThat(ground.rootMeanSquareError()).isBetween(0.05, 0.25);
    PlanePoint found = ground.toGround(camera.sees(2, 11));
    assertThat(Math.hypot(found.x() - 2, found.y() - 11)).isLessThan(0.1);
  }

  @Test
  void what_lies_on_the_horizon_or_beyond_is_nowhere_on_the_ground() {
    Camera camera = new Camera(6, 0.3, 900);
    GroundPlane ground =
        GroundPlane.of(
            List.of(
                camera.pair(-5, 5), camera.pair(5, 5), camera.pair(6, 20), camera.pair(-6, 20)));
    double horizon = camera.horizon();

    assertThatThrownBy(() -> ground.toGround(new PlanePoint(600, horizon - 5)))
        .hasMessageContaining("horizon");
    assertThat(ground.toGround(new PlanePoint(600, horizon + 5)).y()).isGreaterThan(100);
    Polygon across = Polygon.of(100, horizon - 10, 500, 700, 200, 800);
    assertThatThrownBy(() -> ground.squareMetres(PolygonShape.of(across)))
        .hasMessageContaining("horizon");
    Zone sky = Zone.of("sky", across);
    assertThatThrownBy(() -> Zones.onGround(1200, 900, List.of(sky), ground))
        .hasMessageStartingWith("zone \"sky\": the point (100.0, ")
        .hasMessageContaining("horizon");
  }

  @Test
  void pairs_that_determine_nothing_are_refused() {
    assertThatThrownBy(() -> GroundPlane.of(List.of(PointPair.of(0, 0, 0, 0))))
        .hasMessage("a ground plane takes 4 or more point pairs but there were 1");
    PointPair a = PointPair.of(0, 0, 0, 0);
    PointPair b = PointPair.of(100, 0, 5, 0);
    PointPair c = PointPair.of(100, 100, 5, 5);
    for (PointPair bad :
        List.of(
            PointPair.of(50, 0, 2, 3),
            PointPair.of(30, 70, 2.5, 0),
            PointPair.of(50, 0, 2.5, 0),
            PointPair.of(0, 0, 0, 0),
            PointPair.of(50, 50, 1, 4))) {
      assertThatThrownBy(() -> GroundPlane.of(List.of(a, b, c, bad)))
          .as("%s", bad)
          .hasMessageContaining("three of four lie on a line");
    }
    assertThatThrownBy(() -> GroundPlane.of(List.of(a, a, a, a)))
        .hasMessageContaining("all have the same \"pixel\"");
    List<PointPair> onOneLine = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      onOneLine.add(PointPair.of(i, 2 * i, 3 * i + i * i, i));
    }
    assertThatThrownBy(() -> GroundPlane.of(onOneLine)).hasMessageContaining("on a line");
  }

  @Test
  void a_horizon_between_the_pairs_is_refused() {
    // Two of the corners exchanged: a bow tie, which no camera sees of a square.
    assertThatThrownBy(
            () ->
                GroundPlane.of(
                    List.of(
                        PointPair.of(0, 0, 0, 0),
                        PointPair.of(100, 0, 5, 0),
                        PointPair.of(100, 100, 0, 5),
                        PointPair.of(0, 100, 5, 5))))
        .hasMessageContaining("the horizon lies between the point pairs");
  }
}
