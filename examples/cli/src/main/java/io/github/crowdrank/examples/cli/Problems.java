package io.github.crowdrank.examples.cli;

import io.github.crowdrank.io.FileProblem;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Exceptions as sentences. */
final class Problems {
  private Problems() {}

  static String sentence(Throwable problem) {
    if (problem instanceof OutOfMemoryError) {
      return "too large for the memory of %d MiB that Java may use; see java -Xmx"
          .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
    if (problem instanceof UncheckedIOException unchecked) {
      return sentence(Objects.requireNonNull(unchecked.getCause()));
    }
    return FileProblem.sentence(problem);
  }
}
