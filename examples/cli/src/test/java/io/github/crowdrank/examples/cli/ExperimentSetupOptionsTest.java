package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Vgg16;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.safetensors.Safetensors;
import io.github.crowdrank.train.Preset;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExperimentSetupOptionsTest {
  @TempDir Path folder;

  private ExperimentSetup setup(Path weights) throws IOException {
    return CommandLine.populateCommand(
            new ExperimentSetupOptions(),
            "--network",
            "VGG16",
            "--preset",
            "PAPER",
            "--weights",
            weights.toString())
        .setup();
  }

  /** As train announces and does it; but the rest is drawn and scaled for each seed. */
  @Test
  void a_rest_that_starts_at_random_behind_a_part_of_vgg_is_scaled_for_each_row()
      throws IOException {
    Map<String, Tensor> all = Preset.PAPER.initialize(Vgg16.counter(), 3).tensors();
    Path file = folder.resolve("part.safetensors");
    Map<String, Tensor> part =
        Map.of(
            "conv1_1.weight", Objects.requireNonNull(all.get("conv1_1.weight")),
            "conv1_1.bias", Objects.requireNonNull(all.get("conv1_1.bias")));
    new Safetensors(Map.of(), part).write(file, NumberFormat.F32);

    ExperimentSetup setup = setup(file);
    ImportedWeights imported = Objects.requireNonNull(setup.pretrained());

    assertThat(setup.scaledStart()).isTrue();
    assertThat(imported.filled()).containsExactly("conv1_1");
    assertThat(imported.kept()).hasSize(13);
  }

  @Test
  void where_only_the_head_is_random_as_in_the_paper_nothing_is_scaled() throws IOException {
    Map<String, Tensor> trunk = Preset.PAPER.initialize(Vgg16.counter(), 3).tensors();
    trunk.keySet().removeIf(name -> !name.startsWith("conv"));
    Path file = folder.resolve("trunk.safetensors");
    new Safetensors(Map.of(), trunk).write(file, NumberFormat.F16);

    assertThat(setup(file).scaledStart()).isFalse();
  }
}
