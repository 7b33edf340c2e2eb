package io.github.crowdrank.train.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.metric.CountPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsotonicRegressionTest {
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void steps_are_those_of_the_min_max_formula(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<CountPair> counts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double truth = random.nextDouble(500);
      counts.add(new CountPair(truth, 0.01 + Math.abs(truth * random.nextDouble(0.5, 1.2) - 20)));
    }

    CountCurve curve = IsotonicRegression.fit(counts);

    List<CountPair> sorted =
        counts.stream().sorted(Comparator.comparingDouble(CountPair::estimate)).toList();
    int steps = 0;
    for (int from = 0; from < sorted.size(); ) {
      double value = minMax(sorted, from);
      int to = from;
      double estimates = 0;
      while (to < sorted.size() && Math.abs(minMax(sorted, to) - value) < 1e-9) {
        estimates += sorted.get(to++).estimate();
      }
      assertThat(curve.at(estimates / (to - from))).isCloseTo(value, within(1e-9));
      from = to;
      steps++;
    }
    assertThat(curve.points()).hasSize(steps);
    assertThat(steps).isBetween(2, 59);
  }

  /** The value of isotonic regression at one place, by its definition in closed form. */
  private static double minMax(List<CountPair> sorted, int at) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int from = 0; from <= at; from++) {
      double least = Double.POSITIVE_INFINITY;
      for (int to = at; to < sorted.size(); to++) {
        double mean =
            sorted.subList(from, to + 1).stream()
                .mapToDouble(CountPair::truth)
                .average()
                .orElseThrow();
        least = Math.min(least, mean);
      }
      greatest = Math.max(greatest, least);
    }
    return greatest;
  }

  @Test
  void the_order_of_images_with_equal_estimates_does_not_matter() {
    CountPair before = new CountPair(2, 4);
    CountPair few = new CountPair(1, 5);
    CountPair many = new CountPair(5, 5);

    assertThat(IsotonicRegression.fit(List.of(before, few, many)).points())
        .isEqualTo(IsotonicRegression.fit(List.of(before, many, few)).points())
        .containsExactly(new CountCurve.Point(4, 2), new CountCurve.Point(5, 3));
  }

  @Test
  void images_with_equal_estimates_share_a_step_and_empty_ones_teach_nothing() {
    CountCurve curve =
        IsotonicRegression.fit(
            List.of(
                new CountPair(30, 20),
                new CountPair(10, 20),
                new CountPair(4, 0),
                new CountPair(5, -1)));

    assertThat(curve.points()).containsExactly(new CountCurve.Point(20, 20));
    assertThat(IsotonicRegression.fit(List.of(new CountPair(4, 0)))).isEqualTo(CountCurve.IDENTITY);
  }
}
