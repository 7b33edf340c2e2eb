package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.crowdrank.hardening.HardeningPart;
import io.github.crowdrank.train.faults.Faults;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever operation on the disk fails, the checkpoint before it loads and the run says so. */
@Tag(HardeningPart.TAG)
class CheckpointFaultTest {
  private static final int STEPS = 12;

  @TempDir Path folder;

  private static TrainerBuilder builder(Path checkpoints) {
    return SmallTraining.builder(TrainingScheme.multiTask())
        .steps(STEPS)
        .checkpoints(checkpoints, 3);
  }

  @Test
  void one_operation_that_fails_ends_the_training_and_loses_nothing() throws Exception {
    everyOperation("fault-once", "The n-th open, write, force or move fails", Faults::atOnce);
  }

  @Test
  void a_disk_that_fails_from_some_operation_on_leaves_the_checkpoint_before_it() throws Exception {
    everyOperation("fault-on", "All from the n-th open, write, force or move fail", Faults::from);
  }

  private void everyOperation(String name, String title, IntFunction<Faults> kind)
      throws Exception {
    HardeningPart part = HardeningPart.begin(name, title);
    float[] uninterrupted =
        SmallTraining.weights(SmallTraining.builder(TrainingScheme.multiTask()).steps(STEPS));
    int operations = operations(folder.resolve("counted"));
    int stride = part.cases(1, 7);
    for (int n = 1; n <= operations; n += stride) {
      Path checkpoints = folder.resolve("case-" + n);
      Faults faults = kind.apply(n);
      part.run("operation " + n, () -> failAndResume(checkpoints, faults, uninterrupted));
    }
    part.end(
        "%d operations of a training; each time the run named its checkpoint, the one before it loaded and the resumed weights were equal bit for bit"
            .formatted(operations));
  }

  private static int operations(Path checkpoints) throws IOException {
    Faults none = Faults.none();
    builder(none.of(checkpoints)).build().run();
    assertThat(none.seen()).anyMatch(operation -> operation.startsWith("force of"));
    return none.seen().size();
  }

  private static void failAndResume(Path checkpoints, Faults faults, float[] uninterrupted)
      throws IOException {
    Saved saved = new Saved();
    assertThatThrownBy(() -> builder(faults.of(checkpoints)).listener(saved).build().run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("checkpoint")
        .hasMessageContaining(
            faults.failed().equals("open of " + CheckpointStore.LOCK)
                ? ".lock cannot be locked: fault in operation 1, open of .lock"
                : ".checkpoint cannot be written: fault in operation");

    TrainingState found = SavedCheckpoints.newestIfAny(checkpoints);
    assertThat(found == null ? 0 : found.step()).isGreaterThanOrEqualTo(saved.last());
    assertThat(names(checkpoints)).noneMatch(name -> name.endsWith(".part"));
    assertThat(SmallTraining.weights(builder(checkpoints))).isEqualTo(uninterrupted);
  }

  /** The checkpoints that the training said it had written. */
  private static final class Saved implements TrainingListener {
    private final List<Integer> steps = new ArrayList<>();

    @Override
    public void onCheckpoint(int step, Path file) {
      steps.add(step);
    }

    int last() {
      return steps.isEmpty() ? 0 : steps.get(steps.size() - 1);
    }
  }

  private static List<String> names(Path checkpoints) throws IOException {
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** In English, and in the language of whoever runs this: no folder can be moved into itself. */
  private List<String> wordsForNoSuchOperation() throws IOException {
    Path outer = Files.createDirectory(folder.resolve("outer"));
    FileSystemException refused =
        catchThrowableOfType(
            FileSystemException.class, () -> Files.move(outer, outer.resolve("inner")));
    return List.of("Invalid argument", refused.getReason());
  }

  @Test
  void a_folder_that_its_file_system_has_no_way_to_force_is_no_fault() throws IOException {
    for (String words : wordsForNoSuchOperation()) {
      isNoFault(Files.createTempDirectory(folder, "words").resolve("shared"), words);
    }
  }

  private static void isNoFault(Path checkpoints, String words) throws IOException {
    Faults faults = Faults.refusing("force of shared", words);

    builder(faults.of(checkpoints)).build().run();

    assertThat(faults.seen()).contains("force of shared");
    assertThat(names(checkpoints))
        .contains("step-0000000009.checkpoint", "step-0000000012.checkpoint");
    assertThatThrownBy(
            () ->
                builder(Faults.refusing("force of shared", "Input/output error").of(checkpoints))
                    .steps(STEPS + 3)
                    .safeguards(Safeguards.strict().withOtherCheckpoints())
                    .build()
                    .run())
        .hasMessageContaining("step-0000000015.checkpoint cannot be written: Input/output error");
  }

  @Test
  void a_disk_that_fills_up_anywhere_in_a_file_leaves_the_files_before_it() throws Exception {
    HardeningPart part = HardeningPart.begin("disk-full", "The disk is full after n bytes");
    long size;
    try (CheckpointStore first = CheckpointStore.open(folder, problem -> {})) {
      first.save(CheckpointStoreTest.state(5));
      size = Files.size(first.save(CheckpointStoreTest.state(10)));
    }
    for (long free = 0; free < size; free += part.cases(1, 17)) {
      long bytes = free;
      part.run(free + " bytes", () -> fillUp(bytes));
    }
    try (CheckpointStore enough =
        CheckpointStore.open(Faults.fullAfter(size + 20).of(folder), problem -> {})) {
      enough.save(CheckpointStoreTest.state(15));
    }
    assertThat(SavedCheckpoints.newest(folder).step()).isEqualTo(15);
    part.end("a file of %d bytes cut anywhere: refused, the one before it loads".formatted(size));
  }

  private void fillUp(long free) throws IOException {
    try (CheckpointStore store = CheckpointStore.open(Faults.fullAfter(free).of(folder), p -> {})) {
      assertThatThrownBy(() -> store.save(CheckpointStoreTest.state(15)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("step-0000000015.checkpoint cannot be written: No space left");
    }
    assertThat(names(folder))
        .containsExactlyInAnyOrder(
            CheckpointStore.LOCK, "step-0000000005.checkpoint", "step-0000000010.checkpoint");
    assertThat(SavedCheckpoints.newest(folder).step()).isEqualTo(10);
  }

  @Test
  void a_real_disk_that_is_full_is_named_and_leaves_the_checkpoint_before_it() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeThat(succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()))
        .as("a file system of 64 KiB can be mounted, which needs root")
        .isTrue();
    try {
      List<TrainingProblem> problems = new ArrayList<>();
      assertThatThrownBy(
              () ->
                  builder(disk)
                      .listener(
                          new TrainingListener() {
                            @Override
                            public void onCheckpoint(int step, Path file) {
                              fill(disk);
                            }

                            @Override
                            public void onProblem(TrainingProblem problem) {
                              problems.add(problem);
                            }
                          })
                      .build()
                      .run())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("step-0000000006.checkpoint cannot be written: No space left");
      assertThat(problems).isEmpty();
      Files.delete(disk.resolve("filler"));
      assertThat(SavedCheckpoints.newest(disk).step()).isGreaterThanOrEqualTo(3);
    } finally {
      succeeds("umount", disk.toString());
    }
  }

  private static void fill(Path disk) {
    try {
      Files.write(disk.resolve("filler"), new byte[1 << 20]);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
