package io.github.crowdrank.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineContract;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  /** Runs in a JVM of its own, with little memory. */
  static final class ForwardOfALargePicture {
    private ForwardOfALargePicture() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) {
      NetworkSpec spec = RandomNetworks.everyKind();
      Weights weights = RandomNetworks.weights(spec, new SplittableRandom(1));
      try (InferenceNetwork network = Dl4jEngine.create().compile(spec, weights)) {
        network.forward(FeatureMaps.zeros(1, 3, 1024, 2048));
      } catch (EngineException e) {
        System.out.println("RESULT " + e.getMessage());
      }
    }
  }

  @Test
  void short_memory_is_told_and_leaves_no_report_behind(@TempDir Path folder) throws Exception {
    Path reports = Files.createDirectory(folder.resolve("reports"));
    List<String> options =
        List.of(
            "-Dorg.bytedeco.javacpp.maxBytes=64m",
            "-Dorg.deeplearning4j.crash.reporting.directory=" + reports);

    String output = ChildJvm.run(folder, ForwardOfALargePicture.class, path -> true, options);

    assertThat(ChildJvm.results(output))
        .singleElement()
        .asString()
        .contains("not enough memory", "org.bytedeco.javacpp.maxBytes");
    assertThat(reports).isEmptyDirectory();
  }
}
