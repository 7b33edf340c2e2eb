package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.RankingAccuracy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  @TempDir Path folder;
  private final List<TrainingProblem> problems = new ArrayList<>();

  @Test
  void what_is_saved_comes_back() throws IOException {
    CheckpointStore store = CheckpointStore.open(folder.resolve("new"), problems::add);
    assertThat(store.newest()).isNull();

    store.save(state(7));

    TrainingState read = newest(store);
    assertThat(read).usingRecursiveComparison().isEqualTo(state(7));
  }

  @Test
  void two_are_kept_and_the_newest_is_taken() throws IOException {
    CheckpointStore store = CheckpointStore.open(folder, problems::add);
    for (int step : List.of(5, 10, 15)) {
      store.save(state(step));
    }

    assertThat(newest(store).step()).isEqualTo(15);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void a_damaged_file_is_passed_over_wherever_the_damage_is() throws IOException {
    CheckpointStore store = CheckpointStore.open(folder, problems::add);
    store.save(state(5));
    byte[] good = Files.readAllBytes(store.save(state(10)));
    Path newest = folder.resolve("step-0000000010.checkpoint");

    for (int at = 0; at < good.length; at++) {
      byte[] damaged = good.clone();
      damaged[at] ^= 0x10;
      Files.write(newest, damaged);
      assertThat(newest(store).step()).as("damage at byte %d", at).isEqualTo(5);
    }
    for (int length = 0; length < good.length; length++) {
      Files.write(newest, Arrays.copyOf(good, length));
      assertThat(newest(store).step()).isEqualTo(5);
    }
  }

  @Test
  void what_a_killed_writer_left_behind_is_removed() throws IOException {
    Path stale = folder.resolve(".step-0000000003.checkpoint.77aa.part");
    Files.writeString(stale, "half");
    Path foreign = folder.resolve("notes.part");
    Files.writeString(foreign, "mine");

    CheckpointStore.open(folder, problems::add);

    assertThat(stale).doesNotExist();
    assertThat(foreign).exists();
  }

  private static TrainingState newest(CheckpointStore store) throws IOException {
    return Objects.requireNonNull(store.newest(), "there is no checkpoint").state();
  }

  private static ValidationReport validation(int step) {
    return new ValidationReport(
        step,
        new CountingErrors(3, 1 / 3.0, 1e-300, 0.25, -0.0),
        new RankingAccuracy(10, 7, 1),
        new RankingStatistics(10, 2, 1, 0.1),
        step % 2 == 0);
  }

  static TrainingState state(int step) {
    return new TrainingState(
        step,
        step - 1,
        new float[] {step, -0.0f, Float.MIN_VALUE},
        new float[] {1, step},
        new float[] {2.5f, step, 3},
        null,
        Double.POSITIVE_INFINITY,
        0.1 + step,
        new LossScale(3, 0.1 * step),
        LossScale.none(),
        List.of(validation(step)),
        "fingerprint");
  }
}
