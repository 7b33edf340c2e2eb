package io.github.crowdrank.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineContract;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OneDnnEngineTest extends EngineContract {
  private static final OneDnnEngine ENGINE = OneDnnEngine.create();

  @Override
  protected Engine engine() {
    return ENGINE;
  }

  /** Large enough that the 3x3 convolutions may be Winograd's. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void agrees_with_straight_loops_where_convolutions_are_wide(Activation activation) {
    SplittableRandom random = new SplittableRandom(7);
    Padding same = Padding.same(3, 1);
    Padding uneven = new Padding(0, 1, 1, 0);
    NetworkSpec spec =
        new NetworkSpec(
            "wide",
            List.of(
                new Layer.Input("input", 3),
                new Layer.Convolution("c1", "input", 32, 3, 1, same, 1, activation),
                new Layer.Convolution("c2", "c1", 16, 3, 1, same, 1, activation),
                new Layer.MaxPooling("pool", "c2", 2, 2),
                new Layer.Convolution("c3", "pool", 40, 3, 1, same, 1, activation),
                new Layer.Convolution("c4", "c3", 17, 3, 1, uneven, 1, activation),
                new Layer.Convolution("out", "c4", 1, 3, 1, same, 1, Activation.IDENTITY)));
    agrees(spec, 34, 38, random);
  }

  @Test
  void results_do_not_depend_on_what_ran_before() {
    SplittableRandom random = new SplittableRandom(5);
    List<FeatureMaps> batches =
        IntStream.range(0, 20)
            .mapToObj(i -> RandomNetworks.batch(1 + i % 2, 3, 8 * (2 + i / 2), 16, random))
            .toList();
    try (InferenceNetwork network = ENGINE.compile(EVERY_KIND, weights(1))) {
      List<float[]> first = batches.stream().map(b -> network.forward(b).values()).toList();
      // More shapes than are kept, so that some programs are compiled again.
      for (int i = batches.size() - 1; i >= 0; i--) {
        assertThat(network.forward(batches.get(i)).values()).containsExactly(first.get(i));
      }
      try (InferenceNetwork fresh = ENGINE.compile(EVERY_KIND, weights(1))) {
        assertThat(fresh.forward(batches.get(9)).values()).containsExactly(first.get(9));
      }
    }
  }

  @Test
  void describes_what_runs() {
    try (InferenceNetwork network = ENGINE.compile(EVERY_KIND, weights(1))) {
      assertThat(network.describe())
          .startsWith("oneDNN 2.5.2 on cpu")
          .endsWith("nothing compiled yet");
      network.forward(batch(1));
      assertThat(network.describe())
          .contains("compiled for 1 of 16x16")
          .contains("\nc1: ")
          .contains("\nboth: ");
    }
  }
}
