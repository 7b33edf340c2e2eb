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

  /** The MATLAB files of UCF_CC_50, UCF-QNRF and NWPU-Crowd: {@code annPoints}. */
  static AnnotationReader annPoints() {
    return new AnnPointsMat();
  }

  /**
   * The MATLAB files of the videos Mall and UCSD: {@code frame{1,i}.loc}. There is one annotation
   * for each frame, in order; its image is the number of the frame, from 1.
   */
  static AnnotationReader frames() {
    return new FramesMat();
  }

  /** The text files of JHU-CROWD++: {@code x y w h o b} on each line. */
  static AnnotationReader jhuCrowd() {
    return new JhuCrowdText();
  }

  /** The JSON files of NWPU-Crowd: {@code human_num} and {@code points}. */
  static AnnotationReader nwpuCrowd() {
    return new NwpuCrowdJson();
  }
}
