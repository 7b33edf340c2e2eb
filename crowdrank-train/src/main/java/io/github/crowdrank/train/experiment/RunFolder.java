package io.github.crowdrank.train.experiment;

import io.github.crowdrank.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run: checkpoints while it is under way; the model, pictures and, last of all, the
 * result when it is done.
 */
record RunFolder(Path folder) {
  private static final String RESULT = "result.json";

  /** The folder of a run within that of its experiment. */
  static RunFolder of(Path experiment, String run) {
    return new RunFolder(experiment.resolve("runs").resolve(run));
  }

  Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  Path log() {
    return folder.resolve("log.csv");
  }

  Path model() {
    return folder.resolve("model.crowdrank");
  }

  boolean isDone() {
    return Files.exists(folder.resolve(RESULT));
  }

  /**
   * The result, null if the run is not done.
   *
   * @param arithmetic what would compute it now; asked only of results that say what computed them
   * @throws IllegalStateException if it is that of a run with another fingerprint or was computed
   *     by something else
   * @throws IOException if it cannot be read
   */
  @Nullable RunResult result(Run run, String fingerprint, Supplier<String> arithmetic)
      throws IOException {
    if (!isDone()) {
      return null;
    }
    Path file = folder.resolve(RESULT);
    RunResult result = RunResultJson.read(file, run);
    if (!result.fingerprint().equals(fingerprint)) {
      throw new IllegalStateException(
          "%s is of a run with other data or options; use another folder or remove it (fingerprint %s, not %s)"
              .formatted(file, result.fingerprint(), fingerprint));
    }
    checkArithmetic(file, result.arithmetic(), arithmetic);
    if (result.images().size() != run.evaluated().size()) {
      throw new IOException(
          "%s: \"images\" has to list %d images but has %d"
              .formatted(file, run.evaluated().size(), result.images().size()));
    }
    return result;
  }

  private static void checkArithmetic(
      Path file, @Nullable String before, Supplier<String> arithmetic) {
    if (before == null) {
      return;
    }
    String now = arithmetic.get();
    if (!before.equals(now)) {
      throw new IllegalStateException(
          "%s was computed by %s, not by %s; take that engine, use another folder or remove it"
              .formatted(file, before, now));
    }
  }

  /** Keeps a result; the checkpoints have served their turn. */
  void save(RunResult result) throws IOException {
    AtomicFile.write(
        folder.resolve(RESULT), RunResultJson.write(result).getBytes(StandardCharsets.UTF_8));
    try (Stream<Path> files = Files.walk(checkpoints())) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
