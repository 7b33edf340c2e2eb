package io.github.crowdrank.examples.cli;

import io.github.crowdrank.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that a command writes at its end. */
final class OutputFiles {
  private OutputFiles() {}

  /** Checks before the work that they can be written, so that nothing is lost for a folder. */
  static void require(@Nullable Path... files) throws IOException {
    for (Path file : files) {
      if (file != null) {
        AtomicFile.requirePlace(file);
      }
    }
  }

  /** As {@link #require(Path...)}. */
  static void require(List<Path> files) throws IOException {
    for (Path file : files) {
      AtomicFile.requirePlace(file);
    }
  }
}
