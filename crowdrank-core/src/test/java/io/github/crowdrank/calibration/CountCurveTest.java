package io.github.crowdrank.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.calibration.CountCurve.Point;
import io.github.crowdrank.density.DensityMap;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountCurveTest {
  private static final CountCurve CURVE =
      new CountCurve(List.of(new Point(10, 20), new Point(30, 20), new Point(100, 160)));

  @Test
  void between_points_it_is_straight_and_beyond_the_last_the_ratio_stays() {
    assertThat(CURVE.at(5)).isEqualTo(10);
    assertThat(CURVE.at(10)).isEqualTo(20);
    assertThat(CURVE.at(20)).isEqualTo(20);
    assertThat(CURVE.at(65)).isEqualTo(90);
    assertThat(CURVE.at(1000)).isEqualTo(1600);
    assertThat(CURVE.at(0)).isZero();
    assertThat(CURVE.at(-3)).isEqualTo(-3);
    assertThat(CountCurve.IDENTITY.at(12.5)).isEqualTo(12.5);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void more_is_never_less(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Point> points = new ArrayList<>();
    double estimate = 0;
    double count = 0;
    for (int i = 0; i < 20; i++) {
      estimate += 1e-3 + random.nextDouble(50);
      count += Math.max(0, random.nextDouble(-30, 50));
      points.add(new Point(estimate, count));
    }
    CountCurve curve = new CountCurve(points);

    for (double at = 0; at < 1.5 * estimate; at += estimate / 1000) {
      assertThat(curve.at(at + estimate / 1000)).isGreaterThanOrEqualTo(curve.at(at) - 1e-9);
    }
  }

  @Test
  void a_map_is_scaled_so_that_its_sum_is_the_corrected_count() {
    DensityMap density = DensityMap.of(2, 2, new float[] {40, -5, 20, 10});

    DensityMap corrected = CURVE.apply(density);

    assertThat(corrected.sum()).isCloseTo(CURVE.at(65), within(1e-4));
    assertThat(corrected.at(0, 0)).isCloseTo(40 * 90 / 65f, within(1e-5f));
    assertThat(corrected.at(1, 0)).isCloseTo(-5 * 90 / 65f, within(1e-5f));
    DensityMap nobody = DensityMap.of(1, 2, new float[] {-2, 1});
    assertThat(CURVE.apply(nobody)).isSameAs(nobody);
    assertThat(CountCurve.IDENTITY.apply(density)).isSameAs(density);
  }

  @Test
  void points_that_do_not_rise_are_refused() {
    for (List<Point> wrong :
        List.of(
            List.of(new Point(0, 1)),
            List.of(new Point(5, 5), new Point(5, 6)),
            List.of(new Point(5, 5), new Point(6, 4)),
            List.of(new Point(5, -1)),
            List.of(new Point(Double.POSITIVE_INFINITY, 1)),
            List.of(new Point(1, Double.NaN)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CountCurve(wrong))
          .withMessageContaining(wrong.get(wrong.size() - 1).toString());
    }
  }
}
