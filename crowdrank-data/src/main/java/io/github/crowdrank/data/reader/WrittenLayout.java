package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.annotation.AnnotationWriter;

/**
 * What a written dataset puts where below its folder.
 *
 * @param images folder of the images
 * @param annotations the one file about all of them, or what stands before an image's id in the
 *     path of its own
 * @param extension what stands behind the id, or nothing where there is one file
 * @param writer writes an annotation file
 * @param jpegOnly whether images are of no other kind, and called {@code .jpg}
 */
record WrittenLayout(
    String images,
    String annotations,
    String extension,
    AnnotationWriter writer,
    boolean jpegOnly) {
  /** One file beside a folder of images. */
  static WrittenLayout oneFile(CrowdDataset dataset, String file, AnnotationWriter writer) {
    String division = division(dataset);
    return new WrittenLayout(division + "images", division + file, "", writer, false);
  }

  /** A folder of images and one of annotations, or the same. */
  static WrittenLayout perImage(
      CrowdDataset dataset,
      String images,
      String annotations,
      String extension,
      AnnotationWriter writer) {
    String division = division(dataset);
    return new WrittenLayout(
        division + images,
        division + (annotations.isEmpty() ? "" : annotations + "/"),
        extension,
        writer,
        false);
  }

  /** Test images stay test images. */
  private static String division(CrowdDataset dataset) {
    return dataset.isTestSplit() ? Divisions.TEST + "/" : "";
  }

  boolean isOneFile() {
    return extension.isEmpty();
  }
}
