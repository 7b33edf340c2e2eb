package io.github.crowdrank.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.network.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismTest {
  @TempDir private Path folder;

  /** Prints what a forward and a backward pass of both networks hash to. */
  static final class Hash {
    private Hash() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) {
      System.out.println("RESULT " + of(MobileNetV1.counter()) + " " + of(Vgg16.counter()));
    }

    private static String of(NetworkSpec spec) {
      SplittableRandom random = new SplittableRandom(9);
      Weights weights = RandomNetworks.weights(spec, random);
      FeatureMaps batch = RandomNetworks.batch(2, 3, 64, 96, random);
      float[] gradient = new float[spec.parameterCount()];
      try (TrainingNetwork network = OneDnnEngine.create().compileForTraining(spec, weights)) {
        FeatureMaps output = network.forward(batch);
        network.backward(output, gradient);
        return Arrays.hashCode(output.values()) + " " + Arrays.hashCode(gradient);
      }
    }
  }

  @Test
  void the_same_bits_in_every_process_and_every_time() throws Exception {
    String here = "RESULT " + Hash.of(MobileNetV1.counter()) + " " + Hash.of(Vgg16.counter());
    assertThat("RESULT " + Hash.of(MobileNetV1.counter()) + " " + Hash.of(Vgg16.counter()))
        .isEqualTo(here);
    assertThat(ChildJvm.results(ChildJvm.run(folder, Hash.class, path -> true, List.of())))
        .containsExactly(here);
  }
}
