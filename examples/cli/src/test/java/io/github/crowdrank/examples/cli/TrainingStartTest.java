package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.train.Preset;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TrainingStartTest {
  private static LearnerOptions learner(String... options) {
    return CommandLine.populateCommand(new LearnerOptions(), options);
  }

  @Test
  void no_bundled_model_is_offered_for_another_network() throws IOException {
    assertThat(TrainingStart.of(learner("--network", "VGG16"), null, false, 1).sentence(List.of()))
        .isEqualTo("starts at random; --weights FILE needs far fewer pictures");
  }

  @Test
  void only_layers_whose_weights_came_from_elsewhere_stay_as_they_are() {
    Weights weights = Preset.MODERN.initialize(MobileNetV1.counter(), 1);
    ImportedWeights imported =
        new ImportedWeights(weights, List.of("conv1", "dw1", "pw5"), List.of("pw1"), List.of());

    assertThat(new TrainingStart(learner(), null, null, imported).sentence(List.of()))
        .isEqualTo(
            "starts from imported weights; conv1, dw1 do not learn with --preset modern, but do"
                + " with refine");
    assertThat(
            new TrainingStart(learner("--preset", "PAPER"), null, null, imported)
                .sentence(List.of()))
        .isEqualTo("starts from imported weights");
  }

  @Test
  void layers_that_were_asked_to_stay_are_named_too() {
    Weights weights = Preset.MODERN.initialize(MobileNetV1.counter(), 1);
    ImportedWeights imported = new ImportedWeights(weights, List.of("conv1"), List.of(), List.of());

    assertThat(
            new TrainingStart(learner("--preset", "REFINE"), null, null, imported)
                .sentence(List.of("pw6", "pw7")))
        .isEqualTo("starts from imported weights; pw6, pw7 do not learn, as asked");
  }
}
