package io.github.crowdrank.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Parameter;
import io.github.crowdrank.network.WeightInitializer;
import io.github.crowdrank.network.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScaledStartTest {
  private static final int SIDE = 16;
  private static final NetworkSpec SPEC =
      new NetworkSpec(
          "partly trained",
          List.of(
              new Layer.Input("input", 3),
              convolution("trained", "input", 8, Activation.RELU),
              new Layer.MaxPooling("pool", "trained", 2, 2),
              convolution("rectified", "pool", 12, Activation.RELU),
              new Layer.DepthwiseConvolution(
                  "bounded", "rectified", 3, 1, Padding.same(3, 1), 1, Activation.RELU6),
              convolution("head", "bounded", 1, Activation.IDENTITY)));
  private static final List<String> RANDOM = List.of("head", "rectified", "bounded");

  private static Layer convolution(String name, String input, int channels, Activation activation) {
    return new Layer.Convolution(name, input, channels, 3, 1, Padding.same(3, 1), 1, activation);
  }

  /** Pixels as they are, and a first layer that makes them larger still. */
  private static FeatureMaps pictures() {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[2 * 3 * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256);
    }
    return FeatureMaps.of(2, 3, SIDE, SIDE, values);
  }

  private static Weights weights() {
    return WeightInitializer.builder()
        .weightDeviation("trained", 3)
        .bias("trained", 10)
        .bias("rectified", 0.5)
        .build()
        .initialize(SPEC, new SplittableRandom(7));
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static double size(String layer, Weights weights) {
    NetworkSpec part = SPEC.upTo(layer);
    double[] parameters = Arrays.copyOf(doubles(weights.toArray()), part.parameterCount());
    double[] results =
        new NaiveNetwork(part, parameters).forward(2, SIDE, SIDE, doubles(pictures().values()));
    return Math.sqrt(Arrays.stream(results).map(value -> value * value).average().orElseThrow());
  }

  @Test
  void results_fall_by_the_same_factor_from_layer_to_layer() {
    double first = size("pool", weights());
    assertThat(first).isGreaterThan(300);
    assertThat(size("head", weights())).isGreaterThan(1);

    Weights scaled =
        ScaledStart.of(OneDnnEngine.create(), SPEC, weights(), RANDOM, pictures(), 0.1);

    double factor = Math.cbrt(0.1 / first);
    assertThat(size("pool", scaled)).isEqualTo(first);
    assertThat(size("rectified", scaled)).isCloseTo(first * factor, withinPercentage(1.5));
    assertThat(size("bounded", scaled)).isCloseTo(first * factor * factor, withinPercentage(1.5));
    assertThat(size("head", scaled)).isCloseTo(0.1, withinPercentage(1.5));
  }

  @Test
  void scaled_are_weights_and_biases_of_the_layers_that_are_named_and_no_others() {
    Weights start = weights();
    Weights scaled = ScaledStart.of(OneDnnEngine.create(), SPEC, start, RANDOM, pictures(), 0.1);
    float[] before = start.toArray();
    float[] after = scaled.toArray();
    float ratio = 1;
    for (Parameter parameter : SPEC.parameters()) {
      int first = parameter.offset();
      if (parameter.kind() == Parameter.Kind.WEIGHT) {
        ratio = after[first] / before[first];
        assertThat(ratio == 1)
            .as(parameter.name())
            .isNotEqualTo(RANDOM.contains(parameter.layer()));
      }
      for (int i = first; i < first + parameter.size(); i++) {
        assertThat(after[i])
            .as(parameter.name())
            .isCloseTo(ratio * before[i], withinPercentage(0.01));
      }
    }
  }

  @Test
  void what_cannot_be_scaled_is_named() {
    Weights dead = Weights.of(SPEC, new float[SPEC.parameterCount()]);

    assertThatThrownBy(
            () -> ScaledStart.of(OneDnnEngine.create(), SPEC, dead, List.of("head"), pictures(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer \"bounded\" of network \"partly trained\" cannot be scaled by:"
                + " the root mean square of its results is 0.0");
    assertThatThrownBy(
            () -> ScaledStart.of(OneDnnEngine.create(), SPEC, dead, List.of("pool"), pictures(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("network \"partly trained\" has no parameters in a layer called [pool]");
    assertThatThrownBy(
            () ->
                ScaledStart.of(
                    OneDnnEngine.create(), SPEC, weights(), List.of("head"), pictures(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("last is a number above 0 but was 0.0");
  }
}
