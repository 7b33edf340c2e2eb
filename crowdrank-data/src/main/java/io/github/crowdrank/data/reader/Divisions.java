package io.github.crowdrank.data.reader;

import java.nio.file.Path;
import java.util.List;

/**
 * The splits of a dataset of one's own: {@code all} is the folder itself, and {@code train}, {@code
 * val} and {@code test} are folders of these names in it.
 */
final class Divisions {
  static final String ALL = "all";
  static final String TEST = "test";
  static final List<String> NAMES = List.of(ALL, "train", "val", TEST);

  private Divisions() {}

  /** The folder of a split. */
  static Path folder(DatasetFormat format, Path root, String split) {
    DatasetFormats.requireSplit(format, split);
    return split.equals(ALL) ? root : root.resolve(split);
  }

  /** What to call a split of the dataset in a folder. */
  static String name(Path root, String split) {
    String name = ImageFiles.name(root.toAbsolutePath().normalize());
    return split.equals(ALL) ? name : name + " " + split;
  }
}
