package io.github.crowdrank.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Coordinates whose products are beyond what a double holds, on either side. */
class EdgeTest {
  private static final int TRIANGLES = 200;

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  /** Two are often about as far from zero as each other, or the same. */
  private static double coordinate(SplittableRandom random, int exponent) {
    int own = random.nextInt(4) == 0 ? random.nextInt(-1100, 1024) : exponent;
    double fraction = random.nextBoolean() ? random.nextInt(-4, 5) : random.nextDouble(-2, 2);
    double value = Math.scalb(fraction, own);
    return Double.isFinite(value) ? value : Math.copySign(Double.MAX_VALUE, value);
  }

  private static PlanePoint point(SplittableRandom random, int x, int y) {
    return new PlanePoint(coordinate(random, x), coordinate(random, y));
  }

  private static BigDecimal difference(double a, double b) {
    return new BigDecimal(a).subtract(new BigDecimal(b));
  }

  private static int exactSide(Edge edge, PlanePoint point) {
    return difference(edge.to().x(), edge.from().x())
        .multiply(difference(point.y(), edge.from().y()))
        .compareTo(
            difference(edge.to().y(), edge.from().y())
                .multiply(difference(point.x(), edge.from().x())));
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void sides_are_exact_whatever_the_size_of_the_triangle(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < TRIANGLES; i++) {
      int x = random.nextInt(-1080, 1024);
      int y = random.nextInt(-1080, 1024);
      Edge edge = new Edge(point(random, x, y), point(random, x, y));
      PlanePoint point = point(random, x, y);

      assertThat(edge.side(point))
          .as("seed %d, triangle %d: %s and %s", seed, i, edge, point)
          .isEqualTo(exactSide(edge, point));
    }
  }

  /** Else they would be decided in decimals, each of hundreds of digits. */
  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void products_of_any_size_are_told_apart_without_decimals(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < TRIANGLES; i++) {
      int x = random.nextInt(-1000, 1023);
      int y = random.nextInt(-1000, 1023);
      double width = Math.scalb(random.nextDouble(1, 2), x);
      double height = Math.scalb(random.nextDouble(1, 2), y);
      ScaledProduct product = ScaledProduct.of(width, 0, height, 0);
      ScaledProduct larger = ScaledProduct.of(width, 0, height * (1 + 1e-12), 0);

      assertThat(larger.clearlyAbove(product)).as("seed %d, pair %d", seed, i).isEqualTo(1);
      assertThat(product.clearlyAbove(larger)).as("seed %d, pair %d", seed, i).isEqualTo(-1);
      assertThat(product.clearlyAbove(product)).as("seed %d, pair %d", seed, i).isZero();
    }
  }

  /**
   * Each of its edges is beside almost every other, where the products of all are 0 or infinite.
   */
  @ParameterizedTest
  @CsvSource({"0, 1e-5, 4.9e-324", "0, 1e150, 1e200", "-1.7e308, 1.7e308, 1"})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_polygon_of_many_long_teeth_is_compared_in_doubles(double left, double right, double step) {
    int teeth = 2500;
    List<PlanePoint> outline = new ArrayList<>();
    for (int i = 0; i < teeth; i++) {
      outline.add(new PlanePoint(left, i * step));
      outline.add(new PlanePoint(right, (5000 + i) * step));
    }
    double beyond = right > 1e300 ? Math.nextUp(right) : 2 * right;
    outline.add(new PlanePoint(beyond, 9999 * step));
    outline.add(new PlanePoint(beyond, 0));

    assertThat(new Polygon(outline, List.of()).outline()).hasSize(2 * teeth + 2);
  }

  @Test
  void a_fold_is_seen_however_short() {
    assertThatThrownBy(() -> Polygon.of(0, 0, 1e-200, 0, 5e-201, 0))
        .hasMessageContaining("touches itself");
    assertThatThrownBy(() -> Polygon.of(0, 0, 0, 1e-200, 0, 5e-201))
        .hasMessageContaining("touches itself");
    assertThat(Polygon.of(0, 0, 1e-200, 0, 2e-200, 0, 1e-200, 1e-200).outline()).hasSize(4);
  }
}
