package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateTest {
  @Test
  void the_papers_rate_falls_by_ten_after_ten_thousand_steps() {
    LearningRate rate = LearningRate.steps(1e-6, 0.1, 10_000);

    assertThat(rate.at(0)).isEqualTo(1e-6);
    assertThat(rate.at(9_999)).isEqualTo(1e-6);
    assertThat(rate.at(10_000)).isCloseTo(1e-7, within(1e-20));
    assertThat(rate.at(19_999)).isCloseTo(1e-7, within(1e-20));
  }

  @Test
  void the_cosine_rises_linearly_peaks_and_ends_at_its_fraction() {
    LearningRate rate = LearningRate.cosine(2e-4, 200, 1_000, 0.02);

    assertThat(rate.at(0)).isCloseTo(1e-6, within(1e-18));
    assertThat(rate.at(99)).isCloseTo(1e-4, within(1e-18));
    assertThat(rate.at(200)).isCloseTo(2e-4, within(1e-18));
    assertThat(rate.at(600)).isCloseTo(2e-4 * 0.51, within(1e-18));
    assertThat(rate.at(1_000)).isCloseTo(4e-6, within(1e-18));
    assertThat(rate.at(5_000)).isCloseTo(4e-6, within(1e-18));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-4, Double.NaN, Double.POSITIVE_INFINITY})
  void a_training_in_which_one_rate_is_impossible_takes_no_step(double rate) {
    List<Integer> steps = new ArrayList<>();
    CrowdTrainer trainer =
        SmallTraining.builder(TrainingScheme.countingOnly())
            .learningRate(step -> step == 9 ? rate : 1e-4)
            .listener(
                new TrainingListener() {
                  @Override
                  public void onStep(StepReport report) {
                    steps.add(report.step());
                  }
                })
            .build();

    assertThatThrownBy(trainer::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("that of step 9, counted from 0, was " + rate);
    assertThat(steps).isEmpty();
  }

  @Test
  void a_rate_may_be_nothing() throws IOException {
    TrainerBuilder still =
        SmallTraining.builder(TrainingScheme.countingOnly())
            .learningRate(step -> 0)
            .weightAverage(0);

    assertThat(SmallTraining.weights(still))
        .isEqualTo(Preset.MODERN.initialize(SmallTraining.NETWORK, 5).toArray());
  }

  @Test
  void impossible_rates_are_refused() {
    assertThatThrownBy(() -> LearningRate.constant(0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> LearningRate.constant(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> LearningRate.cosine(1, 10, 10, 0)).hasMessageContaining("warm-up");
    assertThatThrownBy(() -> LearningRate.cosine(1, 0, 10, 2)).hasMessageContaining("fraction");
  }
}
