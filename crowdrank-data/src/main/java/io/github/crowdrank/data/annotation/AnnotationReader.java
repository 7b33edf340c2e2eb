package io.github.crowdrank.data.annotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads one kind of annotation file. Immutable and safe for use by many threads, and for files from
 * anywhere.
 */
@FunctionalInterface
public interface AnnotationReader {
  /** More points of one image than this are a broken file; the largest benchmarks have 25,000. */
  int MOST_POINTS = 100_000;

  /**
   * Reads a file.
   *
   * @return one annotation for each image the file is about
   * @throws IOException if it cannot be read; the message says what is wrong and where, and the
   *     caller names the file
   */
  List<Annotation> read(Path file) throws IOException;

  /** Points as text: {@code x,y} on each line. */
  static AnnotationReader csv() {
    return new CsvPoints();
  }

  /** The MATLAB files of the ShanghaiTech benchmark: {@code image_info{1,1}.location}. */
  static AnnotationReader shanghaiTech() {
    return new ShanghaiTechMat();
  }
}
