package io.github.crowdrank.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.WeightInitializer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sizes at which oneDNN's choice of a kernel for 1x1 convolutions divides by zero with AVX-512,
 * which ends the process: rows times cells times blocks of 16 channels are a multiple of 2^32.
 */
class LargePictureTest {
  private static final int SIDE = 1024;

  static Stream<Engine> engines() {
    return Stream.of(OneDnnEngine.create(), Dl4jEngine.create());
  }

  private static Layer pointwise(String name, String input, int channels) {
    return new Layer.Convolution(name, input, channels, 1, 1, Padding.NONE, 1, Activation.IDENTITY);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void one_by_one_convolutions_of_a_large_picture_are_those_of_its_quarters(Engine engine) {
    NetworkSpec spec =
        new NetworkSpec(
            "pointwise",
            List.of(
                new Layer.Input("input", 3),
                pointwise("narrow", "input", 16),
                pointwise("wide", "narrow", 64),
                pointwise("output", "wide", 1)));
    SplittableRandom random = new SplittableRandom(5);
    FeatureMaps picture = RandomNetworks.batch(1, 3, SIDE, SIDE, random);
    try (InferenceNetwork network =
        engine.compile(spec, WeightInitializer.heNormal().initialize(spec, random))) {
      float[] whole = network.forward(picture).values();

      int rows = SIDE / 4;
      double worst = 0;
      for (int quarter = 0; quarter < 4; quarter++) {
        float[] part = network.forward(rows(picture, quarter * rows, rows)).values();
        for (int i = 0; i < part.length; i++) {
          double apart = Math.abs(whole[quarter * rows * SIDE + i] - part[i]);
          worst = Math.max(worst, apart / (1 + Math.abs(part[i])));
        }
      }
      assertThat(worst).isLessThan(1e-5);
    }
  }

  private static FeatureMaps rows(FeatureMaps picture, int first, int rows) {
    FeatureMaps part = FeatureMaps.zeros(1, 3, rows, SIDE);
    for (int channel = 0; channel < 3; channel++) {
      int from = (channel * SIDE + first) * SIDE;
      float[] values = Arrays.copyOfRange(picture.values(), from, from + rows * SIDE);
      System.arraycopy(values, 0, part.values(), channel * rows * SIDE, values.length);
    }
    return part;
  }
}
