package io.github.crowdrank.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionCountLossTest {
  private static final float[] TRUTH = {1, 0, 0, 0, 2, 0};

  @Test
  void counts_of_regions_are_compared_and_edges_are_cut_off() {
    float[] predicted = {0, 1, 3, 0, 0, 0};
    LossGradient found =
        new RegionCountLoss(2, CountDeviation.ABSOLUTE)
            .evaluate(predicted, Maps.asTargets(TRUTH, 1, 2, 3));

    // The left 2x2 cells hold 3 persons of whom 1 is found, the right 1x2 cells none of 3.
    assertThat(found.loss()).isEqualTo(2 + 3);
    assertThat(found.gradient()).containsExactly(-1, -1, 1, -1, -1, 1);
  }

  @Test
  void a_region_as_large_as_the_map_is_all_of_it() {
    LossGradient found =
        RegionCountLoss.whole(CountDeviation.CHI_SQUARE)
            .evaluate(new float[] {1, 1, 1, 1, 1, 1}, Maps.asTargets(TRUTH, 1, 2, 3));

    assertThat(found.loss()).isCloseTo(9.0 / 8, within(1e-9));
    assertThat(found.gradient()).containsOnly(6f / 8);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2})
  void the_gradient_of_absolute_deviations_is_that_of_the_loss(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<DensityTarget> targets =
        List.of(Gradients.target(7, 5, 9, random), Gradients.target(7, 5, 2, random));

    Gradients.assertGradientIsThatOfTheLoss(
        new RegionCountLoss(3, CountDeviation.ABSOLUTE),
        Gradients.positive(2 * 35, random),
        targets);
  }

  @Test
  void the_mean_of_skewed_counts_is_where_the_chi_square_slopes_balance_and_not_the_median() {
    // Three maps of 0 persons and one of 8: the median is 0, the mean 2.
    List<DensityTarget> targets = Maps.asTargets(new float[] {0, 0, 0, 8}, 4, 1, 1);
    float[] mean = {2, 2, 2, 2};
    float[] chiSquare =
        RegionCountLoss.whole(CountDeviation.CHI_SQUARE).evaluate(mean, targets).gradient();
    float[] absolute =
        RegionCountLoss.whole(CountDeviation.ABSOLUTE).evaluate(mean, targets).gradient();

    assertThat(sum(chiSquare)).isCloseTo(0, within(1e-6));
    assertThat(sum(absolute)).isPositive();
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void a_prediction_that_is_no_number_never_costs_nothing() {
    for (CountDeviation deviation : CountDeviation.values()) {
      assertThat(
              RegionCountLoss.whole(deviation)
                  .evaluate(new float[] {Float.NaN}, Maps.asTargets(new float[1], 1, 1, 1))
                  .loss())
          .isNaN();
    }
  }

  @Test
  void a_region_of_no_cell_is_refused() {
    assertThatThrownBy(() -> new RegionCountLoss(0, CountDeviation.ABSOLUTE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("side is at least 1");
  }
}
