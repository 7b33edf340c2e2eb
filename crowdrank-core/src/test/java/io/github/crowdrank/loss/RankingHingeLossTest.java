package io.github.crowdrank.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RankingHingeLossTest {
  static Stream<RankingHingeLoss> losses() {
    return Stream.of(RankingReduction.values())
        .flatMap(
            reduction ->
                Stream.of(PatchScore.values())
                    .flatMap(
                        score ->
                            Stream.of(0.0, 0.3)
                                .map(
                                    margin ->
                                        RankingHingeLoss.builder()
                                            .margin(margin)
                                            .reduction(reduction)
                                            .score(score)
                                            .build())));
  }

  @Test
  void a_violated_pair_raises_the_outer_and_lowers_the_inner_patch() {
    // Mean densities 1, 3, 2: the second and third exceed the first; those two are in order.
    LossGradient value = RankingHingeLoss.paper().evaluate(new float[] {1, 1, 2, 4, 2, 2}, 3, 3);

    assertThat(value.loss()).isEqualTo(2 + 1);
    assertThat(value.gradient()).containsExactly(-1, -1, 0.5f, 0.5f, 0.5f, 0.5f);
  }

  @Test
  void a_margin_is_added_to_every_pair() {
    LossGradient value =
        RankingHingeLoss.builder().margin(1.5).build().evaluate(new float[] {3, 2, 0}, 3, 3);

    assertThat(value.loss()).isEqualTo(0.5);
    assertThat(value.gradient()).containsExactly(-1, 1, 0);
  }

  @Test
  void logarithms_of_counts_make_the_margin_a_share_of_the_people() {
    RankingHingeLoss loss =
        RankingHingeLoss.builder().score(PatchScore.LOG).margin(Math.log(1.25)).build();

    // Counts of 99 and 79, 9 and 7: one more than a fifth less, and exactly a fifth less.
    assertThat(loss.evaluate(new float[] {99, 79, 9, 7}, 4, 2).loss()).isCloseTo(0, within(1e-6));
    assertThat(loss.evaluate(new float[] {99, 89, 9, 8}, 4, 2).loss())
        .isCloseTo(Math.log(1.25 * 0.9) * 2, within(1e-6));
  }

  @Test
  void exact_ties_and_constant_maps_give_neither_loss_nor_gradient() {
    float[] constant = new float[25 * 196];
    Arrays.fill(constant, 0.37f);

    LossGradient plain = RankingHingeLoss.paper().evaluate(constant, 25, 5);
    INDArrayLoss array =
        RankingHingeLoss.paper().evaluate(Maps.asArray(constant, DataType.FLOAT, 25, 14, 14), 5);

    assertThat(plain.loss()).isZero();
    assertThat(plain.gradient()).containsOnly(0);
    assertThat(array.loss().getDouble(0)).isZero();
    assertThat(array.gradient().amaxNumber().doubleValue()).isZero();
  }

  @Test
  void a_pair_exactly_on_the_margin_has_no_gradient() {
    LossGradient value =
        RankingHingeLoss.builder().margin(1).build().evaluate(new float[] {3, 2}, 2, 2);

    assertThat(value.loss()).isZero();
    assertThat(value.gradient()).containsOnly(0);
  }

  @Test
  void groups_are_never_compared_with_each_other() {
    float[] predicted = {2, 1, 9, 8};

    assertThat(RankingHingeLoss.paper().evaluate(predicted, 4, 2).loss()).isZero();
    assertThat(
            RankingHingeLoss.paper()
                .evaluate(Maps.asArray(predicted, DataType.FLOAT, 4, 1, 1), 2)
                .loss()
                .getDouble(0))
        .isZero();
    assertThat(RankingHingeLoss.paper().evaluate(predicted, 4, 4).loss()).isEqualTo(7 + 6 + 8 + 7);
  }

  @ParameterizedTest(name = "{0}, {1}: {2} per cell")
  @CsvSource({
    "SUM, MEAN, 0.510",
    "MEAN_IMAGES, MEAN, 0.0204",
    "MEAN_PAIRS, MEAN, 0.0102",
    "SUM, SUM, 100",
    "MEAN_IMAGES, SUM, 4",
    "MEAN_PAIRS, SUM, 2"
  })
  void one_violated_pair_puts_the_published_gradient_on_a_cell_at_lambda_100(
      RankingReduction reduction, PatchScore score, double published) {
    float[] predicted = new float[25 * 196];
    for (int patch = 0; patch < 25; patch++) {
      Arrays.fill(predicted, patch * 196, (patch + 1) * 196, -patch);
    }
    Arrays.fill(predicted, 24 * 196, 25 * 196, -22.5f);
    RankingHingeLoss ranking = RankingHingeLoss.builder().reduction(reduction).score(score).build();
    MultiTaskLoss loss = new MultiTaskLoss(new EuclideanDensityLoss(), ranking, 100);

    float[] gradient = loss.evaluate(predicted, List.of(), 25, 5).gradient();

    assertThat((double) gradient[24 * 196]).isCloseTo(published, within(published / 500));
    assertThat((double) gradient[24 * 196 - 1]).isCloseTo(-published, within(published / 500));
    assertThat(Arrays.copyOf(gradient, 23 * 196)).containsOnly(0);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void one_pass_equals_comparing_every_pair_by_itself(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int perGroup = random.nextInt(2, 7);
    int patches = perGroup * random.nextInt(1, 5);
    int cells = random.nextInt(1, 20);
    float[] predicted = Maps.random(random, patches * cells);
    double loss = 0;
    double[] gradient = new double[predicted.length];
    for (int outer = 0; outer < patches; outer++) {
      for (int inner = outer + 1; inner < patches; inner++) {
        double difference = 0;
        for (int i = 0; i < cells; i++) {
          difference +=
              ((double) predicted[inner * cells + i] - predicted[outer * cells + i]) / cells;
        }
        if (outer / perGroup == inner / perGroup && difference > 0) {
          loss += difference;
          for (int i = 0; i < cells; i++) {
            gradient[inner * cells + i] += 1.0 / cells;
            gradient[outer * cells + i] -= 1.0 / cells;
          }
        }
      }
    }

    LossGradient value = RankingHingeLoss.paper().evaluate(predicted, patches, perGroup);

    assertThat(value.loss()).isCloseTo(loss, within(1e-9));
    for (int i = 0; i < gradient.length; i++) {
      assertThat((double) value.gradient()[i]).isCloseTo(gradient[i], within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void the_gradient_is_that_of_the_loss(RankingHingeLoss loss) {
    float[] values = Maps.random(new SplittableRandom(4), 6 * 2);

    Maps.assertGradientIsThatOfTheLoss(
        at -> loss.evaluate(at, 3), Maps.asArray(values, DataType.DOUBLE, 6, 2, 1));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void arrays_of_floats_and_of_both_types_of_nd4j_agree(RankingHingeLoss loss) {
    float[] predicted = Maps.random(new SplittableRandom(5), 15 * 12);
    LossGradient plain = loss.evaluate(predicted, 15, 5);
    assertThat(plain.loss()).isPositive();

    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      INDArray array = Maps.asArray(predicted, type, 15, 3, 4);
      INDArrayLoss value = loss.evaluate(array, 5);

      assertThat(value.loss().isScalar()).isTrue();
      assertThat(value.loss().dataType()).isEqualTo(type);
      assertThat(value.gradient().dataType()).isEqualTo(type);
      assertThat(value.gradient().shape()).containsExactly(15, 1, 3, 4);
      assertThat(value.loss().getDouble(0)).isCloseTo(plain.loss(), within(1e-5 * plain.loss()));
      assertThat(Maps.asFloats(value.gradient())).containsExactly(plain.gradient(), within(1e-6f));
      assertThat(Maps.asFloats(array)).containsExactly(predicted);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void a_prediction_that_is_not_finite_makes_the_loss_nan(float bad) {
    for (int cell = 0; cell < 4; cell++) {
      float[] predicted = {4, 3, 2, 1};
      predicted[cell] = bad;

      assertThat(RankingHingeLoss.paper().evaluate(predicted, 4, 2).loss()).isNaN();
      assertThat(
              RankingHingeLoss.paper()
                  .evaluate(Maps.asArray(predicted, DataType.FLOAT, 4, 1, 1), 2)
                  .loss()
                  .getDouble(0))
          .isNaN();
    }
  }

  @Test
  void what_does_not_fit_is_refused() {
    RankingHingeLoss loss = RankingHingeLoss.paper();

    assertThatThrownBy(() -> loss.evaluate(new float[10], 5, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole groups of 2 but there were 5");
    assertThatThrownBy(() -> loss.evaluate(new float[11], 4, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiple of 4 cells but 11");
    assertThatThrownBy(() -> loss.evaluate(new float[0], 4, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> loss.evaluate(new float[4], 4, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2 patches");
    assertThatThrownBy(() -> loss.evaluate(Nd4j.zeros(5, 1, 2, 2), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole groups of 2 but there were 5");
    assertThatThrownBy(() -> loss.evaluate(Nd4j.zeros(4, 2), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[4, 2]");
    assertThatThrownBy(() -> RankingHingeLoss.builder().margin(-0.1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-0.1");
    assertThatThrownBy(() -> RankingHingeLoss.builder().margin(Double.NaN).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
