package io.github.crowdrank.data.reader;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Something wrong with a dataset.
 *
 * @param kind of fault
 * @param file the file it was found in, or that is missing
 * @param reason what was found and what would be right
 */
public record DatasetFault(Kind kind, Path file, String reason) {
  /** How sure it is that something is wrong, the worst first. */
  public enum Severity {
    /** Certain to spoil counts, or to keep the dataset from being read. */
    ERROR,
    /** Probably wrong; worth a look. */
    SUSPICION,
    /** Harmless as a rule. */
    NOTE
  }

  /** What can be wrong. */
  public enum Kind {
    /** An annotation is about an image that is not there. */
    MISSING_IMAGE(Severity.ERROR),
    /** An image has no annotation. */
    MISSING_ANNOTATION(Severity.ERROR),
    /** Two files claim to be one image or to annotate one. */
    SAME_NAME(Severity.ERROR),
    /** An annotation cannot be read. */
    UNREADABLE_ANNOTATION(Severity.ERROR),
    /** An image cannot be decoded. */
    UNDECODABLE_IMAGE(Severity.ERROR),
    /** The decoder of an image warns of something. */
    IMAGE_WARNING(Severity.NOTE),
    /** The annotation gives the image another size than it has. */
    SIZE_MISMATCH(Severity.ERROR),
    /** A point lies outside its image. */
    POINT_OUTSIDE(Severity.ERROR),
    /** A point is annotated more than once. */
    DUPLICATE_POINT(Severity.SUSPICION),
    /** Two points are closer than two heads can be. */
    CLOSE_POINTS(Severity.NOTE),
    /** Points would fit the image with x and y exchanged, and do not as they are. */
    SWAPPED_COORDINATES(Severity.ERROR),
    /** Points look as if counted from (1, 1). */
    ONE_BASED_COORDINATES(Severity.SUSPICION),
    /** The density map adds up to another number than there are points. */
    MAP_SUM(Severity.ERROR),
    /** A picture occurs twice. */
    SAME_PICTURE(Severity.SUSPICION),
    /** A picture stands in two splits. */
    SPLIT_LEAK(Severity.ERROR);

    private final Severity severity;

    Kind(Severity severity) {
      this.severity = severity;
    }

    /** How sure it is that a fault of this kind is one. */
    public Severity severity() {
      return severity;
    }
  }

  /**
   * A fault that was met as an exception: what it says, or what it is called if it says nothing.
   */
  public static DatasetFault of(Kind kind, Path file, IOException problem) {
    return new DatasetFault(kind, file, Opening.reason(problem));
  }

  @Override
  public String toString() {
    return file + ": " + reason;
  }
}
