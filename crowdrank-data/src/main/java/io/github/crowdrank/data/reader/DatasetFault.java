package io.github.crowdrank.data.reader;

import java.nio.file.Path;

/**
 * Something wrong with a dataset.
 *
 * @param kind of fault
 * @param file the file it was found in, or that is missing
 * @param reason what was found and what would be right
 */
public record DatasetFault(Kind kind, Path file, String reason) {
  /** What can be wrong. */
  public enum Kind {
    /** An annotation is about an image that is not there. */
    MISSING_IMAGE,
    /** An image has no annotation. */
    MISSING_ANNOTATION,
    /** Two files claim to be one image or to annotate one. */
    SAME_NAME,
    /** An annotation cannot be read. */
    UNREADABLE_ANNOTATION,
    /** An image cannot be decoded. */
    UNDECODABLE_IMAGE,
    /** The annotation gives the image another size than it has. */
    SIZE_MISMATCH,
    /** A point lies outside its image. */
    POINT_OUTSIDE,
    /** A point is annotated more than once. */
    DUPLICATE_POINT,
    /** Points would fit the image with x and y exchanged, and do not as they are. */
    SWAPPED_COORDINATES,
    /** Points look as if counted from (1, 1). */
    ONE_BASED_COORDINATES,
    /** The density map adds up to another number than there are points. */
    MAP_SUM,
    /** A picture occurs twice. */
    SAME_PICTURE,
    /** A picture stands in two splits. */
    SPLIT_LEAK
  }

  @Override
  public String toString() {
    return file + ": " + reason;
  }
}
