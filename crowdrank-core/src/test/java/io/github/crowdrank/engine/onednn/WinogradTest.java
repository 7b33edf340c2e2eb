package io.github.crowdrank.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.NaiveNetwork;
import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.FeatureShape;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Winograd's algorithm against the sums it stands for, for every layer of the ready-made networks.
 */
class WinogradTest {
  private static final OneDnnEngine FASTEST = OneDnnEngine.create();
  private static final OneDnnEngine DIRECT = OneDnnEngine.create(Convolutions.DIRECT);
  private static final int SIDE = 224;

  /** Every dense convolution at 224x224, one of each shape, alone with its input. */
  static Stream<Arguments> convolutions() {
    Map<String, Arguments> byShape = new LinkedHashMap<>();
    for (NetworkSpec spec : List.of(Vgg16.counter(), MobileNetV1.counter())) {
      Map<String, FeatureShape> shapes = spec.shapes(SIDE, SIDE);
      for (Layer layer : spec.layers()) {
        if (layer instanceof Layer.Convolution c) {
          FeatureShape in = Objects.requireNonNull(shapes.get(c.input()));
          String shape = "%s to %d, kernel %d".formatted(in, c.outputChannels(), c.kernel());
          byShape.putIfAbsent(
              shape + c.stride() + c.dilation() + c.activation(),
              Arguments.of(spec.name() + " " + c.name() + ", " + shape, alone(c, in), in));
        }
      }
    }
    return byShape.values().stream();
  }

  /**
   * The gradient with respect to what the convolution reads shows in that of the scales before it.
   */
  private static NetworkSpec alone(Layer.Convolution c, FeatureShape in) {
    return new NetworkSpec(
        c.name(),
        List.of(
            new Layer.Input("input", in.channels()),
            new Layer.DepthwiseConvolution(
                "scales", "input", 1, 1, Padding.NONE, 1, Activation.IDENTITY),
            new Layer.Convolution(
                "out",
                "scales",
                c.outputChannels(),
                c.kernel(),
                c.stride(),
                c.padding(),
                c.dilation(),
                Activation.IDENTITY)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("convolutions")
  void agrees_with_the_direct_sums(String name, NetworkSpec spec, FeatureShape in) {
    SplittableRandom random = new SplittableRandom(5);
    Weights weights = RandomNetworks.weights(spec, random);
    FeatureMaps batch = RandomNetworks.batch(1, in.channels(), in.height(), in.width(), random);
    try (TrainingNetwork fastest = FASTEST.compileForTraining(spec, weights);
        TrainingNetwork direct = DIRECT.compileForTraining(spec, weights);
        InferenceNetwork inference = FASTEST.compile(spec, weights)) {
      FeatureMaps expected = direct.forward(batch);
      assertThat(error(fastest.forward(batch).values(), expected.values())).isLessThan(1e-5);
      assertThat(error(inference.forward(batch).values(), expected.values())).isLessThan(1e-5);

      FeatureMaps errors =
          RandomNetworks.batch(1, expected.channels(), expected.height(), expected.width(), random);
      float[] actual = new float[spec.parameterCount()];
      float[] sums = new float[spec.parameterCount()];
      fastest.backward(errors, actual);
      direct.backward(errors, sums);
      assertThat(parameters(spec, "scales", actual, sums)).isLessThan(1e-5);
      assertThat(parameters(spec, "out", actual, sums)).isLessThan(1e-5);
    }
  }

  private static double parameters(
      NetworkSpec spec, String layer, float[] actual, float[] expected) {
    Map<String, Tensor> ours = Weights.of(spec, actual).tensors();
    Map<String, Tensor> theirs = Weights.of(spec, expected).tensors();
    String weight = layer + ".weight";
    return error(
        Objects.requireNonNull(ours.get(weight)).values(),
        Objects.requireNonNull(theirs.get(weight)).values());
  }

  private static double error(float[] actual, float[] expected) {
    return NaiveNetwork.relativeError(NaiveNetwork.doubles(actual), NaiveNetwork.doubles(expected));
  }

  @Test
  void is_what_computes_vgg16_where_there_is_avx512_and_never_by_the_direct_choice() {
    NetworkSpec spec = Vgg16.counter();
    Weights weights = RandomNetworks.weights(spec, new SplittableRandom(1));
    FeatureMaps batch = FeatureMaps.zeros(1, 3, 64, 64);
    try (InferenceNetwork direct = DIRECT.compile(spec, weights)) {
      direct.forward(batch);
      assertThat(direct.describe()).contains("direct convolutions").doesNotContain("wino");
    }
    assumeTrue(FASTEST.name().contains("Winograd"), "Winograd needs a processor with AVX-512");
    try (InferenceNetwork fastest = FASTEST.compile(spec, weights)) {
      fastest.forward(batch);
      assertThat(fastest.describe()).contains("wino");
    }
  }
}
