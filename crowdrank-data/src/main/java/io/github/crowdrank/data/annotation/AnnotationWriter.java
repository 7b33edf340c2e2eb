package io.github.crowdrank.data.annotation;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes one kind of annotation file, as {@link AnnotationReader} reads it. Immutable and safe for
 * use by many threads.
 */
@FunctionalInterface
public interface AnnotationWriter {
  /**
   * Writes a file.
   *
   * @param annotations one for each image, with its name and size; exactly one in a format that has
   *     a file for each image
   * @param out left open
   * @throws IOException if it cannot be written
   */
  void write(List<Annotation> annotations, OutputStream out) throws IOException;

  /** {@code x,y} on each line under a header, exact to the bit; a file for each image. */
  static AnnotationWriter csv() {
    return new CsvWriter();
  }

  /** JSON Lines, exact to the bit; a file for many images. */
  static AnnotationWriter jsonLines() {
    return new JsonLinesWriter();
  }

  /**
   * COCO's keypoints, exact to the bit; a file for many images. The category is {@code person} and
   * its only keypoint {@code head}.
   */
  static AnnotationWriter coco() {
    return new CocoWriter();
  }

  /** LabelMe's points, labelled {@code head} and exact to the bit; a file for each image. */
  static AnnotationWriter labelMe() {
    return new LabelMeWriter();
  }

  /** CVAT for images 1.1, points labelled {@code head} and exact to the bit. */
  static AnnotationWriter cvat() {
    return new CvatWriter();
  }

  /**
   * Pascal VOC's boxes of whole pixels around the points, named {@code head}; a file for each
   * image. They are smaller at the border of the image, so that the centre of each is within half a
   * pixel of its point.
   *
   * @param side of a box in pixels, 1 to 1000
   * @throws IllegalArgumentException if the side is out of range
   */
  static AnnotationWriter pascalVoc(int side) {
    return new PascalVocWriter(side);
  }

  /** The MATLAB files of the ShanghaiTech benchmark, exact to the bit; a file for each image. */
  static AnnotationWriter shanghaiTech() {
    return new ShanghaiTechMatWriter();
  }
}
