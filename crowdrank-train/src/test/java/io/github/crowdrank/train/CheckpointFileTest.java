package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.safetensors.NumberFormat;
import io.github.crowdrank.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileTest {
  @TempDir Path folder;

  private Path written() throws IOException {
    Path file = folder.resolve("step-0000000005.checkpoint");
    CheckpointFile.write(CheckpointStoreTest.state(5), file);
    return file;
  }

  /** Rewrites a checkpoint with a checksum that is right. */
  static void change(
      Path file, Consumer<Map<String, String>> entries, Consumer<Map<String, Tensor>> arrays)
      throws IOException {
    Safetensors content = Safetensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    Map<String, Tensor> tensors = new LinkedHashMap<>(content.tensors());
    entries.accept(metadata);
    arrays.accept(tensors);
    metadata.put(CheckpointFile.CHECKSUM, CheckpointFile.checksum(metadata, tensors));
    new Safetensors(metadata, tensors).write(file, NumberFormat.F32);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "step",
        "validated",
        "best_error",
        "gradient_mean_counting",
        "gradient_mean_ranking",
        "gradient_mean_both",
        "fingerprint",
        "weights",
        "updater"
      })
  void what_is_missing_is_named(String name) throws IOException {
    Path file = written();
    change(file, metadata -> metadata.remove(name), tensors -> tensors.remove(name));

    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            name.equals("weights") || name.equals("updater")
                ? "it holds no weights or no updater state"
                : "its entry \"" + name + "\" is missing");
  }

  @Test
  void what_older_versions_did_not_save_starts_anew() throws IOException {
    Path file = written();
    change(
        file,
        metadata ->
            metadata
                .keySet()
                .removeIf(
                    key -> key.matches("(counting|ranking|skipped)_.*|validations|arithmetic")),
        tensors -> tensors.remove("average"));

    TrainingState read = CheckpointFile.read(file);

    assertThat(read.counting()).isEqualTo(LossScale.none());
    assertThat(read.ranking()).isEqualTo(LossScale.none());
    assertThat(read.skippedInARow()).isZero();
    assertThat(read.validations()).isEmpty();
    assertThat(read.average()).isNull();
    assertThat(read.arithmetic()).isNull();
    assertThat(read.weights()).isEqualTo(CheckpointStoreTest.state(5).weights());
  }

  @ParameterizedTest
  @CsvSource({"3, 0, 0.7, 0, 0", "0, 3, 0, 0.7, 0", "50, 50, 0, 0, 0.7", "0, 0, 0, 0, 0"})
  void the_one_mean_of_the_first_format_is_that_of_the_steps_that_were_taken(
      String counted, String ranked, double counting, double ranking, double both)
      throws IOException {
    Path file = written();
    change(
        file,
        metadata -> {
          metadata.keySet().removeIf(key -> key.startsWith("gradient_mean_"));
          metadata.put("format", "crowdrank-checkpoint 1");
          metadata.put("gradient_mean", "0.7");
          metadata.put("counting_steps", counted);
          metadata.put("ranking_steps", ranked);
        },
        tensors -> {});

    TrainingState read = CheckpointFile.read(file);

    assertThat(read.gradientMeans()).isEqualTo(new GradientMeans(counting, ranking, both));
    assertThat(read.weights()).isEqualTo(CheckpointStoreTest.state(5).weights());
  }

  /** They knew the largest loss alone: it stays the bar. */
  @Test
  void the_scale_of_a_loss_of_an_older_version_is_the_largest_one() throws IOException {
    Path file = written();
    change(
        file,
        metadata -> metadata.keySet().removeIf(key -> key.matches(".*_(second|third)")),
        tensors -> {});

    assertThat(CheckpointFile.read(file).counting()).isEqualTo(new LossScale(3, 0.5, 0.5, 0.5));
  }

  @Test
  void the_checksum_covers_states_of_more_than_one_block() throws IOException {
    Path file = written();
    float[] many = new float[3 * (1 << 14) + 7];
    Arrays.fill(many, 0.5f);
    change(file, m -> {}, t -> t.put("best", new Tensor(List.of(many.length), many)));
    assertThat(CheckpointFile.read(file).best()).containsExactly(many);
    byte[] good = Files.readAllBytes(file);

    for (int fromEnd : new int[] {1, 100, 1 << 16, 3 << 16}) {
      byte[] damaged = good.clone();
      damaged[damaged.length - fromEnd] ^= 1;
      Files.write(file, damaged);
      assertThatThrownBy(() -> CheckpointFile.read(file))
          .hasMessage("its checksum does not match its content");
    }
  }
}
