package io.github.crowdrank.data.reader;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads the points of one image as they are annotated. */
interface PointsFile {
  /** More points than this are taken for a broken file; the largest benchmarks have 25,000. */
  int MOST_POINTS = 100_000;

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read; the message says what is wrong and where, and the
   *     caller names the file
   */
  List<HeadPoint> read(Path file) throws IOException;
}
