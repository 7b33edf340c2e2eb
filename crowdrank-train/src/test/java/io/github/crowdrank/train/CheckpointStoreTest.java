package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.RankingAccuracy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  @TempDir Path folder;
  private final List<TrainingProblem> problems = new ArrayList<>();
  private final List<CheckpointStore> opened = new ArrayList<>();

  private CheckpointStore open(Path place) throws IOException {
    CheckpointStore store = CheckpointStore.open(place, problems::add);
    opened.add(store);
    return store;
  }

  @AfterEach
  void close() throws IOException {
    for (CheckpointStore store : opened) {
      store.close();
    }
  }

  @Test
  void what_is_saved_comes_back() throws IOException {
    CheckpointStore store = open(folder.resolve("new"));
    assertThat(store.newest()).isNull();

    store.save(state(7));

    TrainingState read = newest(store);
    assertThat(read).usingRecursiveComparison().isEqualTo(state(7));
  }

  @Test
  void two_are_kept_and_the_newest_is_taken() throws IOException {
    CheckpointStore store = open(folder);
    for (int step : List.of(5, 10, 15)) {
      store.save(state(step));
    }

    assertThat(newest(store).step()).isEqualTo(15);
    assertThat(names())
        .containsExactly(".lock", "step-0000000010.checkpoint", "step-0000000015.checkpoint");
  }

  @Test
  void a_damaged_file_is_passed_over_wherever_the_damage_is() throws IOException {
    CheckpointStore store = open(folder);
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
  void one_of_another_version_is_passed_over_and_said_to_be() throws IOException {
    CheckpointStore store = open(folder);
    store.save(state(5));
    Path newest = store.save(state(10));
    String later =
        Files.readString(newest, StandardCharsets.ISO_8859_1)
            .replace("crowdrank-checkpoint 2", "crowdrank-checkpoint 3");
    Files.writeString(newest, later, StandardCharsets.ISO_8859_1);

    assertThat(newest(store).step()).isEqualTo(5);

    assertThat(problems)
        .singleElement()
        .extracting(TrainingProblem::message)
        .asString()
        .contains("crowdrank-checkpoint 3", "crowdrank-checkpoint 2", "crowdrank-checkpoint 1");
    store.save(state(15));
    assertThat(newest).as("it is sound, and another version's").exists();
  }

  @Test
  void one_that_may_not_be_read_now_is_passed_over_and_stays() throws IOException {
    CheckpointStore store = open(folder);
    store.save(state(5));
    Path newest = store.save(state(10));
    byte[] whole = Files.readAllBytes(newest);
    Files.delete(newest);
    // A link to itself fails to be read, whoever asks.
    Files.createSymbolicLink(newest, newest.getFileName());
    assertThat(newest(store).step()).isEqualTo(5);

    store.save(state(15));
    Files.delete(newest);
    Files.write(newest, whole);
    store.save(state(20));

    assertThat(names())
        .containsExactly(
            ".lock",
            "step-0000000010.checkpoint",
            "step-0000000015.checkpoint",
            "step-0000000020.checkpoint");
  }

  /** Its weights are as many bytes as fit into the heap, but twice as many once they are read. */
  private static void writeTooLarge(Path file) throws IOException {
    long count = Runtime.getRuntime().maxMemory() * 3 / 10;
    String header =
        "{\"weights\":{\"dtype\":\"F16\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(count, 2 * count);
    ByteBuffer start = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(start.array());
      out.setLength(start.capacity() + 2 * count);
    }
  }

  @Test
  void one_that_the_heap_has_no_room_for_now_is_passed_over_and_stays() throws IOException {
    CheckpointStore store = open(folder);
    store.save(state(5));
    Path newest = store.save(state(10));
    writeTooLarge(newest);

    assertThat(newest(store).step()).isEqualTo(5);
    store.save(state(15));

    assertThat(problems)
        .singleElement()
        .extracting(TrainingProblem::message)
        .asString()
        .contains("MiB of heap are free; raise -Xmx");
    assertThat(newest).exists();
  }

  @Test
  void what_a_killed_writer_left_behind_is_removed() throws IOException {
    Path stale = folder.resolve(".step-0000000003.checkpoint.77aa.part");
    Files.writeString(stale, "half");
    Path foreign = folder.resolve("notes.part");
    Files.writeString(foreign, "mine");

    open(folder);

    assertThat(stale).doesNotExist();
    assertThat(foreign).exists();
  }

  @Test
  void a_folder_that_a_training_has_open_is_refused_and_what_it_writes_stays() throws IOException {
    CheckpointStore first = open(folder);
    Path written = Files.writeString(folder.resolve(".step-0000000003.checkpoint.77aa.part"), "");

    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is in use by another training; end it first, or use another folder");
    assertThat(written).exists();

    first.close();
    open(folder);
    assertThat(written).doesNotExist();
  }

  @Test
  void a_file_that_is_no_checkpoint_is_left_alone() throws IOException {
    CheckpointStore store = open(folder);
    for (String name : List.of("step-99.checkpoint", "last-step-0000000099.checkpoint", "notes")) {
      Files.writeString(folder.resolve(name), "mine");
    }

    assertThat(store.newest()).isNull();
    Path saved = store.save(state(5));

    assertThat(saved).isEqualTo(folder.resolve("step-0000000005.checkpoint"));
    assertThat(store.newest()).extracting(CheckpointStore.Found::file).isEqualTo(saved);
    assertThat(names()).hasSize(5);
  }

  @Test
  void where_none_can_be_read_the_run_ends_and_names_all() throws IOException {
    CheckpointStore store = open(folder);
    List<Path> files = List.of(store.save(state(10)), store.save(state(5)));
    for (Path file : files) {
      Files.writeString(file, "damaged");
    }

    assertThatThrownBy(store::newest)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "none of the 2 checkpoints in " + folder + " can be read; remove them to start anew")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
    assertThat(problems)
        .extracting(TrainingProblem::message)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("checkpoint " + files.get(0) + " is passed over"),
            then -> assertThat(then).startsWith("checkpoint " + files.get(1) + " is passed over"));
    assertThat(names()).hasSize(3);
  }

  @Test
  void a_damaged_file_goes_with_the_next_one_that_is_saved_and_does_not_count_as_kept()
      throws IOException {
    CheckpointStore store = open(folder);
    store.save(state(5));
    Files.writeString(store.save(state(10)), "damaged");
    assertThat(newest(store).step()).isEqualTo(5);

    store.save(state(15));

    assertThat(names())
        .containsExactly(".lock", "step-0000000005.checkpoint", "step-0000000015.checkpoint");
  }

  @Test
  void a_damaged_file_that_is_saved_again_is_whole() throws IOException {
    CheckpointStore store = open(folder);
    store.save(state(5));
    Files.writeString(store.save(state(10)), "damaged");
    assertThat(newest(store).step()).isEqualTo(5);

    store.save(state(10));
    store.save(state(15));

    assertThat(names())
        .containsExactly(".lock", "step-0000000010.checkpoint", "step-0000000015.checkpoint");
  }

  @Test
  void what_cannot_be_removed_is_told_and_does_no_harm() throws IOException {
    Path stuck = folder.resolve(".step-0000000003.checkpoint.77aa.part");
    Files.writeString(Files.createDirectory(stuck).resolve("file"), "in the way");

    CheckpointStore store = open(folder);

    assertThat(problems)
        .singleElement()
        .extracting(TrainingProblem::message)
        .asString()
        .startsWith("checkpoint " + stuck + " cannot be removed: ");
    store.save(state(5));
    assertThat(newest(store).step()).isEqualTo(5);
  }

  @Test
  void a_number_that_is_none_is_damage() throws IOException {
    CheckpointStore store = open(folder);
    store.save(state(5));
    CheckpointFileTest.change(
        store.save(state(10)), metadata -> metadata.put("step", "ten"), tensors -> {});

    assertThat(newest(store).step()).isEqualTo(5);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
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
        new GradientMeans(0.1 + step, 1 / 3.0, 1e-300),
        step % 3,
        new LossScale(3, 0.1 * step, 0.05 * step, 1e-300),
        LossScale.none(),
        List.of(validation(step)),
        "fingerprint",
        "engine 1, in some precision");
  }
}
