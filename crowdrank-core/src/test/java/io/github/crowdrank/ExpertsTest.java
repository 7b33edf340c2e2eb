package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.model.SparseExpert;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which weights count a picture. */
class ExpertsTest {
  private static final int GLANCE = 32;

  /** Brighter pictures than this are crowds. */
  private static final double LIMIT = 0.5;

  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          "brightness",
          List.of(
              new Layer.Input("input", 3),
              new Layer.Convolution(
                  "out", "input", 1, 3, 1, Padding.same(3, 1), 1, Activation.IDENTITY)));

  /** Each cell is the mean of the pixel's samples, 0 for black and 1 for white, times a factor. */
  private static Weights brightness(float factor) {
    float[] values = new float[NETWORK.parameterCount()];
    for (int channel = 0; channel < 3; channel++) {
      values[9 * channel + 4] = factor / 6;
    }
    values[27] = factor / 2;
    return Weights.of(NETWORK, values);
  }

  /** Counts brightness, in dark pictures ten times as much. */
  private static CrowdModel model() {
    return new CrowdModel(
            NETWORK,
            brightness(1),
            Preprocessing.signedRgb(),
            ModelCard.of("brightness", "For tests."))
        .withSparse(new SparseExpert(brightness(10), GLANCE, LIMIT));
  }

  private static RgbImage grey(int width, int height, int level) {
    byte[] samples = new byte[3 * width * height];
    Arrays.fill(samples, (byte) level);
    return RgbImage.of(width, height, samples);
  }

  static Stream<Engine> engines() {
    return Stream.of(OneDnnEngine.create(), Dl4jEngine.create());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void few_people_are_counted_by_their_expert(Engine engine) {
    try (CrowdCounter counter = CrowdCounter.builder(model()).engine(engine).build()) {
      assertThat(counter.estimate(grey(50, 40, 127)).count()).isCloseTo(2000 * 4.98, within(1.0));
      assertThat(counter.estimate(grey(50, 40, 128)).count()).isCloseTo(2000 * 0.502, within(0.1));
      assertThat(counter.estimate(grey(5, 4, 127)).count()).isCloseTo(20 * 4.98, within(0.01));
      assertThat(counter.estimate(grey(5, 4, 128)).count()).isCloseTo(20 * 0.502, within(0.01));
      assertThat(counter.describe())
          .contains("where a glance at 32 pixels sees fewer than 0.500 persons per cell: ");
    }
  }

  @Test
  void each_expert_counts_as_if_it_were_alone_whole_or_in_tiles() {
    SplittableRandom random = new SplittableRandom(7);
    try (CrowdCounter both = CrowdCounter.builder(model()).build();
        CrowdCounter crowds = CrowdCounter.builder(model().withoutSparse()).build();
        CrowdCounter few = CrowdCounter.builder(model().sparseOnly()).build()) {
      for (int level : new int[] {60, 200}) {
        byte[] samples = new byte[3 * 90 * 70];
        for (int i = 0; i < samples.length; i++) {
          samples[i] = (byte) (level + random.nextInt(-50, 50));
        }
        RgbImage image = RgbImage.of(90, 70, samples);
        CrowdEstimate alone = (level < 128 ? few : crowds).estimate(image);

        assertThat(both.estimate(image).density()).isEqualTo(alone.density());
        CrowdEstimate tiled = both.estimate(image, smallBudget());
        assertThat(tiled.count()).isCloseTo(alone.count(), within(1e-3 * alone.count()));
      }
    }
  }

  /** Too small for the picture in one pass. */
  private static long smallBudget() {
    return 12_000;
  }

  /** Stripes of three pixels: their mean decides, which the glance sees. */
  @Test
  void the_glance_is_the_picture_made_smaller() {
    RgbImage image = striped(96, 64);
    try (CrowdCounter both = CrowdCounter.builder(model()).build();
        CrowdCounter crowds = CrowdCounter.builder(model().withoutSparse()).build()) {
      RgbImage small = image.resample(Region.ofImage(96, 64), GLANCE, 21);
      double seen = crowds.estimate(small).count() / (GLANCE * 21);
      double own = crowds.estimate(image).count();

      assertThat(seen).isLessThan(LIMIT);
      assertThat(both.estimate(image).count()).isCloseTo(10 * own, within(1e-3 * own));
    }
  }

  private static RgbImage striped(int width, int height) {
    byte[] samples = new byte[3 * width * height];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i / 3 % 3 == 0 ? 255 : 0);
    }
    return RgbImage.of(width, height, samples);
  }

  @Test
  void closing_closes_both() {
    CrowdCounter counter = CrowdCounter.builder(model()).build();
    counter.close();
    for (int level : new int[] {0, 255}) {
      assertThatThrownBy(() -> counter.estimate(grey(9, 9, level)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void a_second_set_that_cannot_be_compiled_leaves_none_behind() {
    List<InferenceNetwork> made = new ArrayList<>();
    Engine real = OneDnnEngine.create();
    Engine once =
        new Engine() {
          @Override
          public String name() {
            return "once";
          }

          @Override
          public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
            if (!made.isEmpty()) {
              throw new EngineException("only one");
            }
            made.add(real.compile(spec, weights));
            return made.get(0);
          }

          @Override
          public TrainingNetwork compileForTraining(
              NetworkSpec spec, Weights weights, Set<String> frozen) {
            return real.compileForTraining(spec, weights, frozen);
          }
        };

    assertThatThrownBy(() -> CrowdCounter.builder(model()).engine(once).build())
        .hasMessage("only one");

    FeatureMaps input = Preprocessing.signedRgb().apply(grey(9, 9, 0), 1);
    assertThatThrownBy(() -> made.get(0).forward(input)).isInstanceOf(IllegalStateException.class);
  }
}
