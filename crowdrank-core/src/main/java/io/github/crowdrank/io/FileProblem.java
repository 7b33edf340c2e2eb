package io.github.crowdrank.io;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/**
 * What exceptions say to people. The messages of the file system's own are often a bare path, and
 * only their types tell what is wrong with it; all others are taken at their word.
 */
public final class FileProblem {
  private FileProblem() {}

  /** Such as {@code a.jpg: there is no such file}. */
  public static String sentence(Throwable problem) {
    if (problem instanceof FileSystemException file) {
      String reason = reasonOf(file);
      if (reason != null) {
        return file.getFile() + ": " + reason;
      }
    }
    return message(problem);
  }

  /** As {@link #sentence}, without the file, for those who have named it. */
  public static String reason(Throwable problem) {
    String reason = problem instanceof FileSystemException file ? reasonOf(file) : null;
    return reason == null ? message(problem) : reason;
  }

  /** Such as {@code java.nio.file.NoSuchFileException: a.jpg}; others as they say themselves. */
  public static String typed(Throwable problem) {
    return problem instanceof FileSystemException
        ? problem.toString()
        : String.valueOf(problem.getMessage());
  }

  private static @Nullable String reasonOf(FileSystemException problem) {
    if (problem.getReason() != null) {
      return problem.getReason();
    }
    if (problem instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (problem instanceof AccessDeniedException) {
      return "access denied";
    }
    if (problem instanceof NotDirectoryException) {
      return "is no folder";
    }
    return problem instanceof FileAlreadyExistsException ? "exists already" : null;
  }

  private static String message(Throwable problem) {
    String message = problem.getMessage();
    return message == null ? problem.getClass().getSimpleName() : message;
  }
}
