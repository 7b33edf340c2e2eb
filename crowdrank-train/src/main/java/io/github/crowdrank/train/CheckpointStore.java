package io.github.crowdrank.train;

import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.io.FileProblem;
import io.github.crowdrank.io.LockFile;
import io.github.crowdrank.safetensors.SafetensorsException;
import io.github.crowdrank.train.TrainingProblem.DamagedCheckpoint;
import io.github.crowdrank.train.TrainingProblem.LeftoverCheckpoint;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints in a folder, one file each. A file is whole or not there, and the newest one whose
 * checksum verifies is taken, so a killed process loses the steps since its last checkpoint and no
 * more. One training at a time, in this process or in any other, has a folder open.
 */
final class CheckpointStore implements AutoCloseable {
  static final String LOCK = ".lock";

  private static final String SUFFIX = ".checkpoint";
  private static final int KEPT = 2;

  private final Path folder;
  private final LockFile lock;
  private final Consumer<? super TrainingProblem> problems;

  /** Files that could not be read: they do not count as kept. */
  private final Set<Path> unreadable = new HashSet<>();

  /** Those of them whose content is the reason, and not rights, a disk, the heap or the version. */
  private final Set<Path> damaged = new HashSet<>();

  private CheckpointStore(Path folder, LockFile lock, Consumer<? super TrainingProblem> problems) {
    this.folder = folder;
    this.lock = lock;
    this.problems = problems;
  }

  /**
   * Opens a folder, which is made if need be, and removes what a killed writer left behind.
   *
   * @param problems told what goes wrong without harm
   * @throws IOException if another training has it open, or it cannot be made, locked or listed
   */
  static CheckpointStore open(Path folder, Consumer<? super TrainingProblem> problems)
      throws IOException {
    Files.createDirectories(folder);
    LockFile lock = lock(folder);
    try (Stream<Path> files = Files.list(folder)) {
      CheckpointStore store = new CheckpointStore(folder, lock, problems);
      files.filter(CheckpointStore::isTemporary).forEach(store::remove);
      return store;
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static LockFile lock(Path folder) throws IOException {
    Optional<LockFile> lock;
    try {
      lock = LockFile.tryTake(folder.resolve(LOCK));
    } catch (IOException e) {
      throw new IOException(
          "the checkpoints in %s cannot be kept from other trainings, for its file %s cannot be locked: %s"
              .formatted(folder, LOCK, FileProblem.reason(e)),
          e);
    }
    return lock.orElseThrow(
        () ->
            new IOException(
                "%s is in use by another training; end it first, or use another folder"
                    .formatted(folder)));
  }

  private static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".step-") && name.endsWith(AtomicFile.TEMPORARY_SUFFIX);
  }

  /** What cannot be removed does no harm but to the free space. */
  private void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      problems.accept(new LeftoverCheckpoint(file, e));
    }
  }

  /**
   * Saves a state and then removes all but the newest ones.
   *
   * @throws IOException if it cannot be written; those before it are still there
   */
  Path save(TrainingState state) throws IOException {
    Path file = folder.resolve(String.format(Locale.ROOT, "step-%010d%s", state.step(), SUFFIX));
    try {
      CheckpointFile.write(state, file);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          "checkpoint %s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
    unreadable.remove(file);
    damaged.remove(file);
    damaged.forEach(this::remove);
    newestFirst().stream()
        .filter(other -> !unreadable.contains(other))
        .skip(KEPT)
        .forEach(this::remove);
    return file;
  }

  /** A state and the file it came from. */
  record Found(TrainingState state, Path file) {}

  /**
   * The newest state that can be read whole, null if there is none.
   *
   * @throws IOException if there are checkpoints but none can be read: to start anew would be to
   *     lose the work in them unasked
   */
  @Nullable Found newest() throws IOException {
    List<Path> files = newestFirst();
    IOException none =
        new IOException(
            "none of the %d checkpoints in %s can be read; remove them to start anew"
                .formatted(files.size(), folder));
    for (Path file : files) {
      try {
        return new Found(CheckpointFile.read(file), file);
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException | IllegalArgumentException e) {
        none.addSuppressed(e);
        unreadable.add(file);
        if (isDamage(e)) {
          damaged.add(file);
        }
        problems.accept(new DamagedCheckpoint(file, e));
      }
    }
    if (!files.isEmpty()) {
      throw none;
    }
    return null;
  }

  private static boolean isDamage(Exception problem) {
    return (problem instanceof SafetensorsException content && !content.isLackOfMemory())
        || problem instanceof CheckpointFile.Damage
        || problem instanceof IllegalArgumentException;
  }

  private List<Path> newestFirst() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("step-\\d{10}\\" + SUFFIX))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** Lets other trainings have the folder. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
