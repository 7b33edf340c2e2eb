package io.github.crowdrank.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.NaiveNetwork;
import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as it is on a processor without AVX-512, which oneDNN is told to be on. */
class WithoutAvx512Test {
  @TempDir private Path folder;

  static final class Agreement {
    private static final Padding SAME = Padding.same(3, 1);

    /** Wide enough for Winograd's algorithm, were it there. */
    private static final NetworkSpec WIDE =
        new NetworkSpec(
            "wide",
            List.of(
                new Layer.Input("input", 3),
                new Layer.Convolution("c1", "input", 32, 3, 1, SAME, 1, Activation.RELU),
                new Layer.Convolution("c2", "c1", 32, 3, 1, SAME, 1, Activation.RELU),
                new Layer.MaxPooling("pool", "c2", 2, 2),
                new Layer.Convolution("c3", "pool", 64, 3, 1, SAME, 1, Activation.RELU),
                new Layer.Convolution("out", "c3", 1, 3, 1, SAME, 1, Activation.IDENTITY)));

    private Agreement() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) {
      OneDnnEngine engine = OneDnnEngine.create();
      System.out.println("RESULT name " + engine.name());
      try {
        OneDnnEngine.create(Convolutions.BFLOAT16);
      } catch (EngineException e) {
        System.out.println("RESULT refused " + e.getMessage());
      }
      for (NetworkSpec spec : List.of(RandomNetworks.everyKind(), WIDE)) {
        SplittableRandom random = new SplittableRandom(3);
        Weights weights = RandomNetworks.weights(spec, random);
        FeatureMaps batch = RandomNetworks.batch(2, 3, 32, 40, random);
        NaiveNetwork naive = new NaiveNetwork(spec, NaiveNetwork.doubles(weights.toArray()));
        double[] expected = naive.forward(2, 32, 40, NaiveNetwork.doubles(batch.values()));
        try (InferenceNetwork network = engine.compile(spec, weights);
            TrainingNetwork training = engine.compileForTraining(spec, weights)) {
          tell("error", error(network.forward(batch).values(), expected));
          FeatureMaps output = training.forward(batch);
          tell("error", error(output.values(), expected));
          float[] gradient = new float[spec.parameterCount()];
          training.backward(output, gradient);
          double[] sums = naive.backward(NaiveNetwork.doubles(output.values()));
          tell("error", error(gradient, sums));
          network.describe().lines().forEach(line -> System.out.println("RESULT step " + line));
        }
      }
    }

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    private static void tell(String what, double value) {
      System.out.println("RESULT " + what + " " + value);
    }

    private static double error(float[] actual, double[] expected) {
      return NaiveNetwork.relativeError(NaiveNetwork.doubles(actual), expected);
    }
  }

  @Test
  void convolutions_are_direct_and_agree_with_straight_loops() throws Exception {
    String output =
        ChildJvm.run(
            folder,
            Agreement.class,
            path -> true,
            List.of(),
            Map.of("DNNL_MAX_CPU_ISA", "AVX2", "ONEDNN_MAX_CPU_ISA", "AVX2"));
    List<String> results = ChildJvm.results(output);

    assertThat(results.get(0)).contains("avx2").endsWith(", direct convolutions");
    assertThat(results.get(1)).startsWith("RESULT refused ").endsWith("take FASTEST");
    assertThat(results.stream().filter(line -> line.startsWith("RESULT step ")))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            line -> assertThat(line.toLowerCase(Locale.ROOT)).doesNotContain("wino", "avx512"));
    assertThat(results.stream().filter(line -> line.startsWith("RESULT error ")))
        .hasSize(6)
        .allSatisfy(
            line -> assertThat(Double.parseDouble(line.split(" ", -1)[2])).isLessThan(1e-5));
  }
}
