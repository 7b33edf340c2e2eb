package io.github.crowdrank.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.network.WeightInitializer;
import io.github.crowdrank.network.Weights;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions on rounded values, against straight loops and single precision. */
class Bfloat16Test {
  static Stream<NetworkSpec> networks() {
    return Stream.of(RandomNetworks.everyKind(), MobileNetV1.counter(), Vgg16.counter());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void a_pass_differs_from_single_precision_by_rounding_only(NetworkSpec spec) {
    assumeTrue(OneDnn.call(OneDnnEngine::hasBfloat16), "the processor has no AVX512_BF16");
    OneDnnEngine engine = OneDnnEngine.create(Convolutions.BFLOAT16);
    SplittableRandom random = new SplittableRandom(4);
    Weights weights = WeightInitializer.heNormal().initialize(spec, random);
    FeatureMaps batch = RandomNetworks.batch(2, spec.input().channels(), 64, 96, random);
    float[] gradient = new float[spec.parameterCount()];
    float[] exactGradient = new float[spec.parameterCount()];
    try (TrainingNetwork rounded = engine.compileForTraining(spec, weights);
        TrainingNetwork exact = OneDnnEngine.create().compileForTraining(spec, weights)) {
      FeatureMaps output = rounded.forward(batch);
      FeatureMaps exactOutput = exact.forward(batch);
      rounded.backward(exactOutput, gradient);
      exact.backward(exactOutput, exactGradient);

      // Rounding to 8 bits in each layer; what is computed wrongly is off by about 1.
      assertThat(error(output.values(), exactOutput.values())).isBetween(1e-6, 0.1);
      assertThat(error(gradient, exactGradient)).isBetween(1e-6, 0.1);
    }
  }

  /** Length of the difference as a share of the length. */
  private static double error(float[] actual, float[] expected) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow(actual[i] - expected[i], 2);
      length += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / length);
  }
}
