package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class GradientClippingTest {
  @Test
  void the_first_gradient_sets_the_mean_and_a_long_one_is_shortened_to_its_limit() {
    GradientClipping clipping = new GradientClipping(2, 0.5);

    double mean = clipping.apply(new float[] {3, 4}, 0);
    assertThat(mean).isEqualTo(5);

    float[] longer = {30, 40};
    mean = clipping.apply(longer, mean);
    assertThat(longer).containsExactly(6, 8);
    assertThat(mean).isCloseTo(7.5, within(1e-12));

    float[] shorter = {0, 1};
    mean = clipping.apply(shorter, mean);
    assertThat(shorter).containsExactly(0, 1);
    assertThat(mean).isCloseTo(4.25, within(1e-12));
  }

  /** As ranking does where most batches hold no violated pair. */
  @Test
  void steps_without_a_gradient_leave_the_limit_where_it_is() {
    double mean = 1;
    for (int step = 0; step < 2000; step++) {
      float[] gradient = {step % 4 == 0 ? 1 : 0};
      float before = gradient[0];
      mean = GradientClipping.relative().apply(gradient, mean);
      assertThat(gradient).containsExactly(before);
    }
    assertThat(mean).isCloseTo(1, within(1e-9));
  }

  @Test
  void none_leaves_every_gradient_as_it_is() {
    double mean = 0;
    for (float length : new float[] {1e-3f, 1e10f, 0, 1e10f}) {
      float[] gradient = {length};
      mean = GradientClipping.none().apply(gradient, mean);
      assertThat(gradient).containsExactly(length);
    }
  }

  @Test
  void a_presets_clipping_can_be_left_out() throws IOException {
    // Momentum, unlike Adam, does not divide by what clipping has left.
    TrainerBuilder preset =
        SmallTraining.builder(TrainingScheme.countingOnly()).optimizer(Optimizer.momentum());
    float[] clipped = SmallTraining.weights(preset.learningRate(LearningRate.constant(1e-7)));
    float[] whole = SmallTraining.weights(preset.gradientClipping(GradientClipping.none()));

    assertThat(whole).isNotEqualTo(clipped);
  }

  @Test
  void impossible_numbers_are_refused() {
    assertThatThrownBy(() -> new GradientClipping(1, 0.5)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new GradientClipping(Double.NaN, 0.5)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new GradientClipping(2, 1)).hasMessageContaining("smoothing");
  }
}
