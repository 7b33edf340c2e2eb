package io.github.crowdrank.data.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One layout of annotated images on disk: a benchmark as its authors publish it, or a format people
 * label in. Implementations are found by {@link java.util.ServiceLoader}, so that an application
 * can bring its own; they are stateless and safe for use by many threads.
 *
 * @see DatasetFormats
 */
public interface DatasetFormat {
  /** What the command line calls it: lower case, digits and hyphens, such as {@code coco}. */
  String name();

  /** One sentence on what lies where below the root folder. */
  String description();

  /**
   * The official divisions in the order of the authors, such as {@code train} and {@code test}; the
   * first is the one to learn from. A format without any has {@code all}.
   */
  List<String> splits();

  /**
   * Finds the images of a division and reads their annotations, without judging either: what is
   * missing or cannot be read is a fault of the listing.
   *
   * @param root the dataset's folder
   * @param split one of {@link #splits()}
   * @throws IllegalArgumentException if there is no such split
   * @throws DatasetException if a folder or file that the whole division needs is missing or
   *     unsound
   * @throws IOException if a folder cannot be listed
   */
  Listing list(Path root, String split) throws IOException;

  /**
   * Opens a division: lists it, reads the size of every image, and treats points outside and faulty
   * images by the rules.
   *
   * @throws IllegalArgumentException if there is no such split
   * @throws DatasetException if there are faults and the rules do not leave out what has them; the
   *     message lists them all
   * @throws IOException if a folder cannot be listed
   */
  default AnnotatedImages open(Path root, String split, ReadingRules rules) throws IOException {
    return Opening.open(list(root, split), rules);
  }

  /** Opens a division by {@link ReadingRules#defaults()}. */
  default AnnotatedImages open(Path root, String split) throws IOException {
    return open(root, split, ReadingRules.defaults());
  }
}
