package io.github.crowdrank.examples.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A folder that receives copies of pictures under their paths from another one. */
record PictureCopies(Path from, Path to) {
  /**
   * Copies into a new or empty folder, which is made if need be.
   *
   * @throws IOException if it cannot be made or holds something: pictures of an earlier choice
   *     would be taken for those of this one
   */
  static PictureCopies of(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(to)) {
      if (entries.iterator().hasNext()) {
        throw new FileSystemException(
            to.toString(), null, "is not empty; pictures are copied to a new or an empty folder");
      }
    }
    return new PictureCopies(from, to);
  }

  /** Copies a picture, once or more. */
  void add(String id) throws IOException {
    Path target = to.resolve(id);
    Files.createDirectories(target.getParent());
    Files.copy(from.resolve(id), target, StandardCopyOption.REPLACE_EXISTING);
  }
}
