package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  @TempDir Path folder;

  @Test
  void what_is_saved_comes_back() throws IOException {
    CheckpointStore store = CheckpointStore.open(folder.resolve("new"));
    assertThat(store.newest()).isNull();

    store.save(state(7));

    TrainingState read = newest(store);
    assertThat(read).usingRecursiveComparison().isEqualTo(state(7));
  }

  @Test
  void two_are_kept_and_the_newest_is_taken() throws IOException {
    CheckpointStore store = CheckpointStore.open(folder);
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
    CheckpointStore store = CheckpointStore.open(folder);
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

    CheckpointStore.open(folder);

    assertThat(stale).doesNotExist();
    assertThat(foreign).exists();
  }

  private static TrainingState newest(CheckpointStore store) throws IOException {
    return Objects.requireNonNull(store.newest(), "there is no checkpoint").state();
  }

  private static TrainingState state(int step) {
    return new TrainingState(
        step,
        step - 1,
        new float[] {step, -0.0f, Float.MIN_VALUE},
        new float[] {1, step},
        new float[] {2.5f, step, 3},
        null,
        Double.POSITIVE_INFINITY,
        0.1 + step,
        "fingerprint");
  }
}
