package io.github.crowdrank.examples.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Exceptions as sentences: those of the file system hold a bare path. */
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
    if (problem instanceof FileSystemException told && told.getReason() != null) {
      return told.getFile() + ": " + told.getReason();
    }
    if (problem instanceof NoSuchFileException missing) {
      return missing.getFile() + ": there is no such file";
    }
    if (problem instanceof AccessDeniedException denied) {
      return denied.getFile() + ": access denied";
    }
    if (problem instanceof FileAlreadyExistsException existing) {
      return existing.getFile() + ": exists already";
    }
    String message = problem.getMessage();
    return message == null ? problem.getClass().getSimpleName() : message;
  }
}
