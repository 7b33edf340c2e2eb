package io.github.crowdrank.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedComparisonTest {
  private static double[] differences(int number, double shift, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.doubles(number).map(x -> x - 0.5 + shift).toArray();
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void the_signed_rank_test_is_that_of_commons_math(long seed) {
    double[] differences = differences(6 + (int) seed, 0.2, seed);

    assertThat(SignedRankTest.pValue(differences))
        .isCloseTo(
            new WilcoxonSignedRankTest()
                .wilcoxonSignedRankTest(new double[differences.length], differences, true),
            within(1e-12));
  }

  /** Heights of Darwin's plants (Fisher 1935), differences in eighths of an inch. */
  @Test
  void darwins_plants_have_the_published_signed_rank_p_value() {
    double[] darwin = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
    assertThat(SignedRankTest.pValue(darwin)).isCloseTo(2 * naiveTail(darwin), within(1e-12));
    assertThat(SignedRankTest.pValue(darwin)).isCloseTo(0.041, within(0.0005));
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void ties_share_ranks_and_zeros_are_left_out(long seed) {
    double[] tied = Arrays.stream(differences(10, 0.2, seed)).map(x -> Math.rint(4 * x)).toArray();

    assertThat(SignedRankTest.pValue(tied))
        .isCloseTo(Math.min(1, 2 * naiveTail(tied)), within(1e-12));
  }

  private static double naiveTail(double[] differences) {
    double[] others = Arrays.stream(differences).filter(x -> x != 0).toArray();
    double[] ranks = new double[others.length];
    double observed = 0;
    double total = 0;
    for (int i = 0; i < others.length; i++) {
      for (double other : others) {
        double compared = Double.compare(Math.abs(other), Math.abs(others[i]));
        ranks[i] += compared < 0 ? 1 : compared == 0 ? 0.5 : 0;
      }
      ranks[i] += 0.5;
      observed += others[i] > 0 ? ranks[i] : 0;
      total += ranks[i];
    }
    int inTail = 0;
    for (int signs = 0; signs < 1 << others.length; signs++) {
      double sum = 0;
      for (int i = 0; i < others.length; i++) {
        sum += (signs >> i & 1) * ranks[i];
      }
      inTail += sum <= Math.min(observed, total - observed) ? 1 : 0;
    }
    return (double) inTail / (1 << others.length);
  }

  @Test
  void many_images_make_the_rank_sum_normal() {
    double[] differences = differences(200, 0.03, 9);
    double exact = SignedRankTest.pValue(differences);
    double[] oneMore =
        DoubleStream.concat(Arrays.stream(differences), DoubleStream.of(1e-9)).toArray();

    assertThat(SignedRankTest.pValue(oneMore)).isCloseTo(exact, within(0.005));
    assertThat(exact).isBetween(0.001, 0.9);
  }

  /**
   * Fisher 1935, section 21: 863 of the 32,768 choices are more extreme in one direction or equal.
   */
  @Test
  void darwins_plants_have_the_published_permutation_p_value() {
    double[] darwin = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

    assertThat(SignFlipTest.pValue(darwin, 1 << 15, 1)).isEqualTo(2 * 863 / 32768.0);
    assertThat(SignFlipTest.pValue(darwin, 20_000, 1)).isCloseTo(2 * 863 / 32768.0, within(0.004));
  }

  @Test
  void the_better_model_has_the_negative_difference() {
    List<CountPair> good = counts(1);
    List<CountPair> bad = counts(9);

    PairedComparison comparison = PairedComparison.of(good, bad, Bootstrap.standard());

    assertThat(comparison.images()).isEqualTo(12);
    assertThat(comparison.meanDifference()).isCloseTo(-8, within(1e-12));
    assertThat(comparison.interval()).isEqualTo(new Interval(-8, -8, -8));
    assertThat(comparison.signedRankP()).isCloseTo(2 / 4096.0, within(1e-12));
    assertThat(comparison.signFlipP()).isCloseTo(2 / 4096.0, within(1e-12));
    PairedComparison same = PairedComparison.of(good, good, Bootstrap.standard());
    assertThat(same.signedRankP()).isEqualTo(1);
    assertThat(same.signFlipP()).isEqualTo(1);
  }

  private static List<CountPair> counts(double error) {
    return DoubleStream.iterate(10, x -> x + 1)
        .limit(12)
        .mapToObj(truth -> new CountPair(truth, truth + error))
        .toList();
  }

  @Test
  void what_cannot_be_compared_is_refused() {
    List<CountPair> counts = counts(1);

    assertThatThrownBy(
            () -> PairedComparison.of(counts, counts.subList(0, 11), Bootstrap.standard()))
        .hasMessageContaining("12 and 11");
    assertThatThrownBy(
            () ->
                PairedComparison.of(
                    counts.subList(0, 6), counts.subList(1, 7), Bootstrap.standard()))
        .hasMessageContaining("image 0 has 10.0 and 11.0");
    assertThatThrownBy(
            () ->
                PairedComparison.of(
                    counts.subList(0, 5), counts.subList(0, 5), Bootstrap.standard()))
        .hasMessageContaining("6 or more images");
  }
}
