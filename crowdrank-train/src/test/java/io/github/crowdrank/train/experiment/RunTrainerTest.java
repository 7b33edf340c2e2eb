package io.github.crowdrank.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.train.Preset;
import io.github.crowdrank.train.TrainingScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTrainerTest {
  private static final CrowdDataset IMAGES = TinyExperiment.PAINTER.dataset(4, 1);

  @TempDir Path folder;

  private static Run run(boolean pretrained) {
    return new Run(
        "row",
        "",
        "",
        7,
        new Recipe(pretrained, true, TrainingScheme.countingOnly(), 3),
        IMAGES,
        null,
        IMAGES);
  }

  @Test
  void a_row_from_a_trunk_starts_with_it_and_with_the_rest_of_its_own_seed() throws IOException {
    ImportedWeights start = start(TinyExperiment.setup().build(), true);
    Weights random = Preset.MODERN.initialize(TinyExperiment.NETWORK, 7);

    assertThat(values(start.weights(), "first.weight"))
        .isEqualTo(values(TinyExperiment.TRUNK.weights(), "first.weight"));
    assertThat(values(start.weights(), "out.weight")).isEqualTo(values(random, "out.weight"));
    assertThat(start.kept()).containsExactly("out");
    assertThat(new RunTrainer("t", TinyExperiment.setup().build()).start(run(false))).isNull();
  }

  /** A counter that was trained before: its last layer does not fit cells of another size. */
  @Test
  void what_does_not_fit_a_rows_own_network_starts_at_random() throws IOException {
    NetworkSpec network = MobileNetV1.counter();
    List<String> layers =
        network.parameters().stream().map(p -> p.name().split("\\.", -1)[0]).distinct().toList();
    Weights trained = Preset.MODERN.initialize(network, 77);
    ExperimentSetup setup =
        ExperimentSetup.builder(network, Preset.REFINE)
            .pretrained(new ImportedWeights(trained, layers, List.of(), List.of()))
            .build();
    Recipe fine =
        new Recipe(true, true, TrainingScheme.countingOnly(), 3, null, RecipeChange.STRIDE_4);

    ImportedWeights start =
        Objects.requireNonNull(
            new RunTrainer("t", setup)
                .start(new Run("row", "", "", 7, fine, IMAGES, null, IMAGES)));

    assertThat(start.kept()).containsExactlyInAnyOrder("lat4", "out");
    assertThat(start.filled()).hasSize(layers.size() - 1).contains("conv1", "head2");
    assertThat(values(start.weights(), "head2.weight")).isEqualTo(values(trained, "head2.weight"));
  }

  private static float[] values(Weights weights, String parameter) {
    return Objects.requireNonNull(weights.tensors().get(parameter)).values();
  }

  private static ImportedWeights start(ExperimentSetup setup, boolean pretrained)
      throws IOException {
    return Objects.requireNonNull(new RunTrainer("t", setup).start(run(pretrained)));
  }

  /** Counted by the whole model: it is the size of its densities that is asked for. */
  @Test
  void the_rest_is_scaled_to_what_it_gets_where_the_setup_says_so() throws IOException {
    ExperimentSetup.Builder setup = TinyExperiment.setup().preprocessing(Preprocessing.signedRgb());
    ImportedWeights plain = start(setup.build(), true);
    ImportedWeights scaled = start(setup.scaledStart().build(), true);

    assertThat(values(scaled.weights(), "first.weight"))
        .isEqualTo(values(plain.weights(), "first.weight"));
    assertThat(density(scaled)).isCloseTo(0.03, within(0.001));
    assertThat(density(plain)).isNotCloseTo(0.03, within(0.01));
  }

  /** Root mean square of the densities of the crowds that it was scaled on. */
  private static double density(ImportedWeights start) throws IOException {
    CrowdDataset crowds = SyntheticCrowd.builder().size(224, 224).build().dataset(4, 1);
    CrowdModel model =
        new CrowdModel(
            TinyExperiment.NETWORK,
            start.weights(),
            Preprocessing.signedRgb(),
            ModelCard.of("start", "Not trained."));
    double sum = 0;
    int cells = 0;
    try (CrowdCounter counter = CrowdCounter.builder(model).build()) {
      for (int i = 0; i < crowds.size(); i++) {
        DensityMap density = counter.estimate(crowds.image(i)).density();
        for (float value : density.toArray()) {
          sum += (double) value * value;
          cells++;
        }
      }
    }
    return Math.sqrt(sum / cells);
  }

  @Test
  void a_row_from_scratch_is_the_training_of_the_same_seed_without_initial_weights()
      throws IOException {
    ExperimentSetup scaled = TinyExperiment.setup().scaledStart().build();
    String fingerprint =
        new RunTrainer("t", scaled).trainer(run(false), folder, List.of()).fingerprint();
    ExperimentSetup random = TinyExperiment.setup().build();

    assertThat(new RunTrainer("t", random).trainer(run(false), folder, List.of()).fingerprint())
        .isEqualTo(fingerprint);
  }
}
