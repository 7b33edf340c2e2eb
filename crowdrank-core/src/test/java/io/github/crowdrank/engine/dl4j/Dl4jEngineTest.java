package io.github.crowdrank.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineContract;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.util.CrashReportingUtil;
import org.junit.jupiter.api.Test;

class Dl4jEngineTest extends EngineContract {
  private static final Dl4jEngine ENGINE = Dl4jEngine.create();

  @Override
  protected Engine engine() {
    return ENGINE;
  }

  @Override
  protected boolean canCompute(NetworkSpec spec) {
    return spec.layers().stream()
        .noneMatch(l -> l instanceof Layer.DepthwiseConvolution d && d.dilation() > 1);
  }

  @Test
  void says_that_dilated_depthwise_convolutions_are_beyond_it() {
    NetworkSpec spec =
        new NetworkSpec(
            "dilated",
            List.of(
                new Layer.Input("input", 2),
                new Layer.DepthwiseConvolution(
                    "dw", "input", 3, 1, Padding.same(3, 2), 2, Activation.RELU)));
    Weights weights = RandomNetworks.weights(spec, new SplittableRandom(1));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ENGINE.compile(spec, weights))
        .withMessageContaining("layer \"dw\" has 2");
  }

  @Test
  void describes_what_runs() {
    try (InferenceNetwork network = ENGINE.compile(EVERY_KIND, weights(1))) {
      assertThat(network.describe())
          .isEqualTo("Deeplearning4j on CpuBackend, oneDNN asked for in 4 of 5 convolutions");
    }
  }

  @Test
  void short_memory_leaves_no_report_behind() {
    ENGINE.compile(EVERY_KIND, weights(1)).close();

    assertThat(CrashReportingUtil.isCrashDumpsEnabled()).isFalse();
  }
}
