package io.github.crowdrank.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightInitializerTest {
  private static final NetworkSpec SPEC = MobileNetV1.counter();

  private static float[] values(Weights weights, String name) {
    return Objects.requireNonNull(weights.tensors().get(name)).values();
  }

  private static double deviation(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  @Test
  void weights_are_he_normal_and_biases_zero() {
    Weights weights = WeightInitializer.heNormal().initialize(SPEC, new SplittableRandom(1));

    // The relative standard error of a deviation of n values is 1 / sqrt(2 n).
    assertThat(deviation(values(weights, "pw11.weight")))
        .isCloseTo(Math.sqrt(2.0 / 512), within(0.01 * Math.sqrt(2.0 / 512)));
    assertThat(deviation(values(weights, "head1.weight")))
        .isCloseTo(Math.sqrt(2.0 / (9 * 128)), within(0.01 * Math.sqrt(2.0 / (9 * 128))));
    assertThat(deviation(values(weights, "dw11.weight")))
        .isCloseTo(Math.sqrt(2.0 / 9), within(0.06 * Math.sqrt(2.0 / 9)));
    assertThat(values(weights, "pw11.bias")).containsOnly(0);
  }

  @Test
  void a_layer_can_be_told_otherwise() {
    Weights weights =
        WeightInitializer.builder()
            .weightDeviation("head1", 0.003)
            .bias("out", 0.1)
            .build()
            .initialize(SPEC, new SplittableRandom(1));

    assertThat(deviation(values(weights, "head1.weight"))).isCloseTo(0.003, within(3e-5));
    assertThat(values(weights, "out.bias")).containsExactly(0.1f);
    assertThat(values(weights, "lat8.bias")).containsOnly(0);
  }

  @Test
  void the_generator_alone_decides() {
    WeightInitializer initializer = WeightInitializer.heNormal();

    assertThat(initializer.initialize(SPEC, new SplittableRandom(7)))
        .isEqualTo(initializer.initialize(SPEC, new SplittableRandom(7)))
        .isNotEqualTo(initializer.initialize(SPEC, new SplittableRandom(8)));
  }

  @Test
  void refuses_values_and_layers_that_make_no_sense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightInitializer.builder().weightDeviation("out", -1).build())
        .withMessageContaining("layer \"out\" is 0 or more and finite but was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightInitializer.builder().bias("out", Double.NaN).build())
        .withMessageContaining("finite but was NaN");
    WeightInitializer unknown = WeightInitializer.builder().bias("aut", 1).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unknown.initialize(SPEC, new SplittableRandom(1)))
        .withMessageContaining("[aut]");
  }
}
