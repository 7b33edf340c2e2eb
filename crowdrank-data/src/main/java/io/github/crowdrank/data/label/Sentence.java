package io.github.crowdrank.data.label;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What an exception says to people, without the file, which its catcher names. */
final class Sentence {
  private Sentence() {}

  static String of(Throwable problem) {
    if (problem instanceof OutOfMemoryError) {
      return "too large for the memory that Java may use; see java -Xmx";
    }
    if (problem instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    if (problem instanceof AccessDeniedException) {
      return "access denied";
    }
    if (problem instanceof NoSuchFileException) {
      return "there is no such file";
    }
    String text = problem.getMessage();
    return text == null ? problem.getClass().getSimpleName() : text;
  }
}
