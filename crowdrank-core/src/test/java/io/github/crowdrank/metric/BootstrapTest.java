package io.github.crowdrank.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BootstrapTest {
  /** Skewed like errors of counting: exponential on either side, of mean 1. */
  private static List<CountPair> images(int number, SplittableRandom random) {
    List<CountPair> images = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      double error = -Math.log(1 - random.nextDouble());
      images.add(new CountPair(10, 10 + (random.nextBoolean() ? error : -error)));
    }
    return images;
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void some_95_of_100_intervals_cover_the_true_error(IntervalMethod method) {
    int experiments = 300;
    int maeCovered = 0;
    int mseCovered = 0;
    int naeCovered = 0;
    for (int seed = 0; seed < experiments; seed++) {
      ErrorIntervals intervals =
          new Bootstrap(600, 0.95, method, seed)
              .errors(images(120, new SplittableRandom(1000 + seed)));
      maeCovered += intervals.mae().contains(1) ? 1 : 0;
      mseCovered += intervals.mse().contains(Math.sqrt(2)) ? 1 : 0;
      naeCovered += Objects.requireNonNull(intervals.nae()).contains(0.1) ? 1 : 0;
    }
    assertThat(100.0 * maeCovered / experiments).isBetween(90.0, 98.0);
    assertThat(100.0 * mseCovered / experiments).isBetween(88.0, 98.0);
    assertThat(naeCovered).isBetween(maeCovered - 5, maeCovered + 5);
  }

  /** Where errors are normal and many, the interval of a mean is the textbook's. */
  @ParameterizedTest(name = "{0}")
  @EnumSource
  void an_interval_of_many_values_is_that_of_the_normal_distribution(IntervalMethod method) {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = new double[2000];
    Arrays.setAll(values, i -> random.nextGaussian());
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double half = 1.959964 * Math.sqrt(squares) / values.length;

    Interval interval = new Bootstrap(10_000, 0.95, method, 7).mean(values);

    assertThat(interval.estimate()).isCloseTo(mean, within(1e-12));
    assertThat(interval.low()).isCloseTo(mean - half, within(0.03 * half));
    assertThat(interval.high()).isCloseTo(mean + half, within(0.03 * half));
  }

  /** The worked steps of BCa, one after the other, on every one of the resamples there are. */
  @Test
  void bca_agrees_with_its_formula_on_all_resamples_of_five_values() {
    double[] values = {1, 2, 4, 8, 16};
    double[] means = new double[3125];
    for (int i = 0; i < means.length; i++) {
      for (int j = 0, digits = i; j < 5; j++, digits /= 5) {
        means[i] += values[digits % 5] / 5;
      }
    }
    Arrays.sort(means);
    double below = Arrays.stream(means).filter(x -> x < 6.2 - 1e-9).count();
    double equal = Arrays.stream(means).filter(x -> Math.abs(x - 6.2) < 1e-9).count();
    NormalDistribution normal = new NormalDistribution();
    double z0 = normal.inverseCumulativeProbability((below + equal / 2) / means.length);
    double cubes = 0;
    double squares = 0;
    for (double value : values) {
      double influence = (value - 6.2) / 4;
      cubes += Math.pow(influence, 3);
      squares += Math.pow(influence, 2);
    }
    double a = cubes / 6 / Math.pow(squares, 1.5);
    double low = z0 + (z0 - 1.959964) / (1 - a * (z0 - 1.959964));
    double high = z0 + (z0 + 1.959964) / (1 - a * (z0 + 1.959964));

    Interval interval = new Bootstrap(200_000, 0.95, IntervalMethod.BCA, 1).mean(values);

    assertThat(interval.low())
        .isCloseTo(means[(int) (3125 * normal.cumulativeProbability(low))], within(0.15));
    assertThat(interval.high())
        .isCloseTo(means[(int) (3125 * normal.cumulativeProbability(high))], within(0.15));
  }

  @Test
  void the_mse_is_resampled_as_a_root() {
    List<CountPair> images = images(50, new SplittableRandom(5));

    ErrorIntervals intervals = Bootstrap.standard().errors(images);

    assertThat(intervals.mse().estimate())
        .isCloseTo(CountingErrors.of(images).mse(), within(1e-12));
    assertThat(intervals.mse().low()).isBetween(intervals.mae().low(), intervals.mse().estimate());
    assertThat(intervals).isEqualTo(Bootstrap.standard().errors(images));
    assertThat(intervals)
        .isNotEqualTo(new Bootstrap(10_000, .95, IntervalMethod.BCA, 2).errors(images));
  }

  /** With as much in each image, it is a mean; on skewed wholes it covers as often as it says. */
  @ParameterizedTest(name = "{0}")
  @EnumSource
  void the_interval_of_a_ratio_covers_the_true_one(IntervalMethod method) {
    int covered = 0;
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] wholes = new double[80];
      double[] parts = new double[80];
      for (int i = 0; i < wholes.length; i++) {
        wholes[i] = random.nextInt(3) == 0 ? 0 : -10 * Math.log(1 - random.nextDouble());
        parts[i] = wholes[i] * 0.6 * random.nextDouble();
      }
      covered += new Bootstrap(600, 0.95, method, seed).ratio(parts, wholes).contains(0.3) ? 1 : 0;
    }
    assertThat(100.0 * covered / 300).isBetween(90.0, 98.0);
    Bootstrap bootstrap = new Bootstrap(1000, 0.95, method, 1);
    Interval ratio = bootstrap.ratio(new double[] {1, 4, 2, 9}, new double[] {10, 10, 10, 10});
    Interval mean = bootstrap.mean(0.1, 0.4, 0.2, 0.9);
    assertThat(ratio.estimate()).isCloseTo(mean.estimate(), within(1e-12));
    assertThat(ratio.low()).isCloseTo(mean.low(), within(0.03));
    assertThat(ratio.high()).isCloseTo(mean.high(), within(0.03));
  }

  @Test
  void a_ratio_needs_images_that_hold_something() {
    Bootstrap bootstrap = Bootstrap.standard();
    Interval whole = bootstrap.ratio(new double[] {0, 3, 5}, new double[] {0, 3, 5});
    assertThat(whole).isEqualTo(new Interval(1, 1, 1));
    assertThatThrownBy(() -> bootstrap.ratio(new double[] {0, 1}, new double[] {0, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 or more images that hold anything but had 1");
    assertThatThrownBy(() -> bootstrap.ratio(new double[] {1}, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 and 2");
    assertThatThrownBy(() -> bootstrap.ratio(new double[] {1, 1}, new double[] {1, -2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("image 1 were 1.0 and -2.0");
  }

  @Test
  void values_that_say_nothing_have_intervals_that_say_so() {
    assertThat(Bootstrap.standard().mean(2, 2, 2)).isEqualTo(new Interval(2, 2, 2));
    assertThat(Bootstrap.standard().mean(0, 0, 0, 0, 0, 0, 0, 1000).high())
        .isBetween(125.0, 1000.0);
    List<CountPair> deserted = List.of(new CountPair(0, 1), new CountPair(0, 2));
    assertThat(Bootstrap.standard().errors(deserted).nae()).isNull();
    assertThatThrownBy(() -> Bootstrap.standard().mean(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 or more images but had 1");
    assertThatThrownBy(() -> new Bootstrap(10, 0.95, IntervalMethod.BCA, 1))
        .hasMessageContaining("10");
    assertThatThrownBy(() -> new Bootstrap(100, 95, IntervalMethod.BCA, 1))
        .hasMessageContaining("95");
  }
}
