package io.github.crowdrank.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.engine.onnxruntime.OnnxRuntimeEngine;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.WeightInitializer;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardBytesTest {
  private static final NetworkSpec SPEC = MobileNetV1.counter();

  static Stream<Engine> engines() {
    return Stream.of(OneDnnEngine.create(), Dl4jEngine.create(), OnnxRuntimeEngine.create());
  }

  private static InferenceNetwork compile(Engine engine) {
    return engine.compile(
        SPEC, WeightInitializer.heNormal().initialize(SPEC, new SplittableRandom(1)));
  }

  /** What the description of the compiled program says was allocated, and the weights. */
  @Test
  void is_the_size_of_the_buffer_that_onednn_then_takes_and_of_the_weights_that_it_copies() {
    try (InferenceNetwork network = compile(OneDnnEngine.create())) {
      long bytes = network.forwardBytes(256, 320);
      assertThat(network.describe()).contains("nothing compiled");

      network.forward(FeatureMaps.zeros(1, 3, 256, 320));

      Matcher buffer = Pattern.compile("a buffer of (\\d+) MiB").matcher(network.describe());
      assertThat(buffer.find()).isTrue();
      long mebibytes = Long.parseLong(buffer.group(1));
      long weights = 4L * SPEC.parameterCount();
      assertThat(bytes)
          .isBetween((mebibytes << 20) + weights, ((mebibytes + 1) << 20) + weights + weights / 10);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void does_not_depend_on_what_was_computed_before(Engine engine) {
    try (InferenceNetwork network = compile(engine)) {
      long bytes = network.forwardBytes(256, 320);
      network.forward(FeatureMaps.zeros(1, 3, 256, 320));
      assertThat(network.forwardBytes(256, 320)).isEqualTo(bytes);
      network.forward(FeatureMaps.zeros(1, 3, 64, 64));
      assertThat(network.forwardBytes(256, 320)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void grows_with_the_picture_and_holds_all_activations(Engine engine) {
    try (InferenceNetwork network = compile(engine)) {
      assertThat(network.forwardBytes(640, 480))
          .isGreaterThanOrEqualTo(SPEC.activationBytes(640, 480))
          .isLessThan(network.forwardBytes(1280, 960));
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void refuses_what_a_pass_would_refuse(Engine engine) {
    InferenceNetwork network = compile(engine);
    for (int[] size : new int[][] {{0, 16}, {-16, 16}, {16, 24}, {1 << 20, 1 << 20}}) {
      assertThatThrownBy(() -> network.forwardBytes(size[0], size[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    network.close();
    assertThatThrownBy(() -> network.forwardBytes(16, 16))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
