package io.github.crowdrank.io;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are to be read. */
public final class InputFile {
  private InputFile() {}

  /**
   * Refuses a folder, of which reading says on Linux that it is a directory, and not which.
   *
   * @throws FileSystemException if it is one; it names it
   */
  public static void requireNoFolder(Path file) throws FileSystemException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "is a folder");
    }
  }
}
