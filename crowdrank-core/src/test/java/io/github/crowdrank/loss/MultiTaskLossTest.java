package io.github.crowdrank.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MultiTaskLossTest {
  private static final MultiTaskLoss PAPER = MultiTaskLoss.paper();

  @Test
  void ranking_weighs_a_hundred_times_counting_in_the_paper() {
    float[] predicted = {1, 2, 5, 7};

    MultiTaskValue value =
        PAPER.evaluate(predicted, Maps.asTargets(new float[] {1, 4}, 2, 1, 1), 2, 2);

    assertThat(value.counting()).isEqualTo(4 / 2.0);
    assertThat(value.ranking()).isEqualTo(2);
    assertThat(value.total()).isEqualTo(2 + 100 * 2);
    assertThat(value.gradient()).containsExactly(0, -2, -100, 100);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void the_parts_are_those_of_the_single_losses(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] target = Maps.random(random, 3 * 6);
    float[] predicted = Maps.random(random, 11 * 6);
    List<DensityTarget> labeled = Maps.asTargets(target, 3, 2, 3);

    MultiTaskValue value = PAPER.evaluate(predicted, labeled, 8, 4);

    LossGradient counting =
        new EuclideanDensityLoss().evaluate(Arrays.copyOf(predicted, 18), labeled);
    LossGradient ranking =
        RankingHingeLoss.paper().evaluate(Arrays.copyOfRange(predicted, 18, 66), 8, 4);
    assertThat(value.counting()).isEqualTo(counting.loss());
    assertThat(value.ranking()).isEqualTo(ranking.loss());
    assertThat(value.total()).isEqualTo(counting.loss() + 100 * ranking.loss());
    assertThat(Arrays.copyOf(value.gradient(), 18)).containsExactly(counting.gradient());
    for (int i = 18; i < 66; i++) {
      assertThat(value.gradient()[i]).isCloseTo(100 * ranking.gradient()[i - 18], within(1e-5f));
    }
  }

  @Test
  void either_part_may_be_empty() {
    float[] predicted = {1, 2};

    MultiTaskValue onlyCounting =
        PAPER.evaluate(predicted, Maps.asTargets(new float[] {0, 0}, 2, 1, 1), 0, 5);
    MultiTaskValue onlyRanking = PAPER.evaluate(predicted, List.of(), 2, 2);

    assertThat(onlyCounting.total()).isEqualTo(2.5);
    assertThat(onlyCounting.ranking()).isZero();
    assertThat(onlyCounting.gradient()).containsExactly(1, 2);
    assertThat(onlyRanking.total()).isEqualTo(100);
    assertThat(onlyRanking.counting()).isZero();
    assertThat(onlyRanking.gradient()).containsExactly(-100, 100);
  }

  @Test
  void the_gradient_is_that_of_the_loss() {
    SplittableRandom random = new SplittableRandom(7);
    INDArray target = Maps.asArray(Maps.random(random, 2 * 2), DataType.DOUBLE, 2, 1, 2);
    INDArray predicted = Maps.asArray(Maps.random(random, 8 * 2), DataType.DOUBLE, 8, 1, 2);

    Maps.assertGradientIsThatOfTheLoss(at -> PAPER.evaluate(at, target, 3), predicted);
  }

  @Test
  void arrays_of_floats_and_of_both_types_of_nd4j_agree() {
    SplittableRandom random = new SplittableRandom(8);
    float[] target = Maps.random(random, 25 * 196);
    float[] predicted = Maps.random(random, 50 * 196);
    MultiTaskValue plain = PAPER.evaluate(predicted, Maps.asTargets(target, 25, 14, 14), 25, 5);

    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      INDArrayLoss value =
          PAPER.evaluate(
              Maps.asArray(predicted, type, 50, 14, 14), Maps.asArray(target, type, 25, 14, 14), 5);

      assertThat(value.loss().dataType()).isEqualTo(type);
      assertThat(value.loss().getDouble(0)).isCloseTo(plain.total(), within(1e-5 * plain.total()));
      assertThat(Maps.asFloats(value.gradient())).containsExactly(plain.gradient(), within(1e-5f));
    }
  }

  @Test
  void arrays_may_hold_labelled_maps_only() {
    INDArray predicted = Nd4j.ones(DataType.FLOAT, 2, 1, 3, 3);

    assertThat(PAPER.evaluate(predicted, predicted.like(), 5).loss().getDouble(0)).isEqualTo(9);
  }

  @Test
  void a_prediction_that_is_no_number_makes_the_total_nan() {
    float[] predicted = {1, 3, Float.NaN};

    assertThat(PAPER.evaluate(predicted, Maps.asTargets(new float[1], 1, 1, 1), 2, 2).total())
        .isNaN();
  }

  @Test
  void what_does_not_fit_is_refused() {
    assertThatThrownBy(() -> PAPER.evaluate(new float[0], List.of(), 0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one patch");
    assertThatThrownBy(() -> PAPER.evaluate(new float[4], List.of(), -2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-2");
    assertThatThrownBy(
            () -> PAPER.evaluate(new float[8], Maps.asTargets(new float[2], 2, 1, 1), 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 maps of 1x1 have 2 cells but 4");
    assertThatThrownBy(() -> PAPER.evaluate(Nd4j.zeros(1, 1, 2, 2), Nd4j.zeros(2, 1, 2, 2), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 targets for 1");
    assertThatThrownBy(
            () -> new MultiTaskLoss(new EuclideanDensityLoss(), RankingHingeLoss.paper(), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1.0");
  }

  @Test
  void a_loss_on_points_says_that_it_has_no_form_on_arrays() {
    DensityLoss points = (predicted, targets) -> new LossGradient(0, predicted);
    MultiTaskLoss loss = new MultiTaskLoss(points, RankingHingeLoss.paper(), 1);

    assertThatThrownBy(() -> loss.evaluate(Nd4j.zeros(3, 1, 2, 2), Nd4j.zeros(1, 1, 2, 2), 2))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("plain arrays");
  }
}
