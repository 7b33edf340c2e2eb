package io.github.crowdrank.data.reader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the folders of a benchmark. */
final class Folders {
  private Folders() {}

  /**
   * The first folder of several that is there.
   *
   * @param names from the parent, such as {@code vidf} or {@code ucsdpeds/vidf}
   */
  static Path find(String dataset, Path parent, String... names) throws DatasetException {
    for (String name : names) {
      Path folder = parent.resolve(name);
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    throw new DatasetException(
        dataset, List.of(parent + " holds no folder " + String.join(" or ", names)));
  }

  /** The folder that an archive unpacks to, whether it was given itself or the one around it. */
  static Path unpacked(Path root, String name) {
    Path folder = root.resolve(name);
    return Files.isDirectory(folder) ? folder : root;
  }
}
