package io.github.crowdrank.image;

import java.util.Optional;

/**
 * The run lengths of a BMP file (BI_RLE8 and BI_RLE4), followed as Java's reader does: to the mark
 * that they end, and without one beyond the last row. Rows and parts of rows may be left out, which
 * is no damage.
 */
final class BmpRuns {
  private static final int END_OF_ROW = 0;
  private static final int END_OF_PICTURE = 1;
  private static final int MOVE = 2;

  /** So many times the pixels, and the rows, there may be: some writers fill rows up to words. */
  private static final int MOST_TIMES = 4;

  private static final int SPARE = 1 << 16;

  private final byte[] file;
  private final int to;
  private final int bits;
  private final long height;
  private final long mostPixels;
  private final long mostRows;
  private int at;
  private long row;
  private long pixels;
  private boolean isComplete;

  /**
   * Follows them.
   *
   * @param from the first of their bytes
   * @param to behind the last one, at most the length of the file
   * @param bits of a pixel, 4 or 8
   */
  BmpRuns(byte[] file, int from, int to, int bits, long width, long height) {
    this.file = file;
    this.at = from;
    this.to = to;
    this.bits = bits;
    this.height = height;
    this.mostPixels = MOST_TIMES * width * height + SPARE;
    this.mostRows = MOST_TIMES * height + SPARE;
    follow();
  }

  private void follow() {
    boolean isEnded = false;
    while (at < to - 1 && !isEnded && !isEndless()) {
      int count = file[at] & 255;
      int value = file[at + 1] & 255;
      at += 2;
      if (count > 0) {
        pixels += count;
        continue;
      }
      switch (value) {
        case END_OF_ROW -> row++;
        case END_OF_PICTURE -> isEnded = true;
        case MOVE -> {
          row += at < to - 1 ? file[at + 1] & 255 : 0;
          at += 2;
        }
        default -> {
          pixels += value;
          at += Math.min(to - at, bytesOfPixels(value, bits));
        }
      }
      isComplete |= isEnded || (row >= height && value == END_OF_ROW);
    }
  }

  /** Whether they make far more pixels or rows than the picture has: seconds of work. */
  boolean isEndless() {
    return pixels > mostPixels || row > mostRows;
  }

  /** How many they make, as far as they were followed. */
  String made() {
    return "%d pixels in %d rows".formatted(pixels, row + 1);
  }

  /** What is missing of them, if they were followed to their end. */
  Optional<String> damage() {
    return isComplete || isEndless()
        ? Optional.empty()
        : Optional.of(
            "its run lengths end in row %d of %d without a mark that they end"
                .formatted(Math.min(row + 1, height), height));
  }

  /** Pixels that stand one by one fill whole words. */
  private static int bytesOfPixels(int count, int bits) {
    int bytes = (count * bits + 7) / 8;
    return bytes + (bytes & 1);
  }
}
