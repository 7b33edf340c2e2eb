package io.github.crowdrank.image;

import java.util.Optional;

/**
 * The run lengths of a BMP file (BI_RLE8 and BI_RLE4). They end with a mark, or with the last row;
 * rows and parts of rows may be left out before, which is no damage.
 */
final class BmpRuns {
  private static final int END_OF_ROW = 0;
  private static final int END_OF_PICTURE = 1;
  private static final int MOVE = 2;

  private BmpRuns() {}

  /**
   * What is missing.
   *
   * @param from the first of their bytes
   * @param to behind the last one, at most the length of the file
   * @param bits of a pixel, 4 or 8
   */
  static Optional<String> damage(byte[] file, int from, int to, int bits, long height) {
    long row = 0;
    int at = from;
    while (at < to - 1) {
      int count = file[at] & 255;
      int value = file[at + 1] & 255;
      at += 2;
      if (count > 0) {
        continue;
      }
      switch (value) {
        case END_OF_ROW -> row++;
        case END_OF_PICTURE -> row = height;
        case MOVE -> {
          row += at < to - 1 ? file[at + 1] & 255 : 0;
          at += 2;
        }
        default -> at += Math.min(to - at, bytesOfPixels(value, bits));
      }
      if (row >= height && value <= END_OF_PICTURE) {
        return Optional.empty();
      }
    }
    return Optional.of(
        "its run lengths end in row %d of %d without a mark that they end"
            .formatted(Math.min(row + 1, height), height));
  }

  /** Pixels that stand one by one fill whole words. */
  private static int bytesOfPixels(int count, int bits) {
    int bytes = (count * bits + 7) / 8;
    return bytes + (bytes & 1);
  }
}
