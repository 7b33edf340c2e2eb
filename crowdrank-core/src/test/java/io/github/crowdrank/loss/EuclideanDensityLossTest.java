package io.github.crowdrank.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.DensityMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EuclideanDensityLossTest {
  private static final float[] PREDICTED = {1, 2, 3, 4};
  private static final float[] TARGET = {1, 0, 3, 7};

  @Test
  void squared_differences_are_summed_over_cells_and_averaged_over_maps() {
    LossGradient value =
        new EuclideanDensityLoss().evaluate(PREDICTED, Maps.asTargets(TARGET, 2, 1, 2));

    assertThat(value.loss()).isEqualTo((4 + 9) / 2.0);
    assertThat(value.gradient()).containsExactly(0, 2, 0, -3);
  }

  @Test
  void caffe_halves_loss_and_gradient() {
    LossGradient value =
        new EuclideanDensityLoss(CountingReduction.CAFFE)
            .evaluate(PREDICTED, Maps.asTargets(TARGET, 2, 1, 2));

    assertThat(value.loss()).isEqualTo((4 + 9) / 4.0);
    assertThat(value.gradient()).containsExactly(0, 1, 0, -1.5f);
  }

  @ParameterizedTest
  @EnumSource(CountingReduction.class)
  void the_gradient_is_that_of_the_loss(CountingReduction reduction) {
    SplittableRandom random = new SplittableRandom(1);
    INDArray target = Maps.asArray(Maps.random(random, 24), DataType.DOUBLE, 2, 3, 4);
    INDArray predicted = Maps.asArray(Maps.random(random, 24), DataType.DOUBLE, 2, 3, 4);
    DensityLoss loss = new EuclideanDensityLoss(reduction);

    Maps.assertGradientIsThatOfTheLoss(at -> loss.evaluate(at, target), predicted);
  }

  @ParameterizedTest
  @EnumSource(CountingReduction.class)
  void arrays_of_floats_and_of_both_types_of_nd4j_agree(CountingReduction reduction) {
    SplittableRandom random = new SplittableRandom(2);
    float[] target = Maps.random(random, 3 * 20);
    float[] predicted = Maps.random(random, 3 * 20);
    DensityLoss loss = new EuclideanDensityLoss(reduction);
    LossGradient plain = loss.evaluate(predicted, Maps.asTargets(target, 3, 5, 4));

    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      INDArrayLoss array =
          loss.evaluate(
              Maps.asArray(predicted, type, 3, 5, 4), Maps.asArray(target, type, 3, 5, 4));

      assertThat(array.loss().isScalar()).isTrue();
      assertThat(array.loss().dataType()).isEqualTo(type);
      assertThat(array.gradient().dataType()).isEqualTo(type);
      assertThat(array.gradient().shape()).containsExactly(3, 1, 5, 4);
      assertThat(array.loss().getDouble(0)).isCloseTo(plain.loss(), within(1e-5));
      assertThat(Maps.asFloats(array.gradient())).containsExactly(plain.gradient(), within(1e-6f));
    }
  }

  @Test
  void predictions_are_left_as_they_were() {
    INDArray predicted = Maps.asArray(PREDICTED, DataType.FLOAT, 2, 1, 2);
    INDArray target = Maps.asArray(TARGET, DataType.FLOAT, 2, 1, 2);

    new EuclideanDensityLoss().evaluate(predicted, target);

    assertThat(Maps.asFloats(predicted)).containsExactly(PREDICTED);
    assertThat(Maps.asFloats(target)).containsExactly(TARGET);
  }

  @Test
  void a_prediction_that_is_no_number_never_costs_nothing() {
    float[] predicted = {1, Float.NaN};
    INDArray array = Maps.asArray(predicted, DataType.FLOAT, 1, 1, 2);

    assertThat(
            new EuclideanDensityLoss()
                .evaluate(predicted, Maps.asTargets(new float[2], 1, 1, 2))
                .loss())
        .isNaN();
    assertThat(new EuclideanDensityLoss().evaluate(array, array.like()).loss().getDouble(0))
        .isNaN();
  }

  @Test
  void what_does_not_fit_is_refused() {
    DensityLoss loss = new EuclideanDensityLoss();
    List<DensityTarget> unequal =
        List.of(
            new DensityTarget(DensityMap.of(2, 1, new float[2]), List.of()),
            new DensityTarget(DensityMap.of(1, 2, new float[2]), List.of()));

    assertThatThrownBy(() -> loss.evaluate(new float[4], List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one target");
    assertThatThrownBy(() -> loss.evaluate(new float[4], unequal))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target 0 is 2x1 and target 1 is 1x2");
    assertThatThrownBy(() -> loss.evaluate(new float[3], unequal.subList(0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("have 2 cells but 3");
    assertThatThrownBy(() -> loss.evaluate(Nd4j.zeros(2, 1, 3, 3), Nd4j.zeros(1, 1, 3, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 1, 3, 3]")
        .hasMessageContaining("[1, 1, 3, 3]");
    assertThatThrownBy(() -> loss.evaluate(Nd4j.zeros(2, 2, 3, 3), Nd4j.zeros(2, 2, 3, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 2, 3, 3]");
  }
}
