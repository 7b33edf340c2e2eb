package io.github.crowdrank.image;

import java.util.Arrays;

/**
 * Follows the codes of a GIF picture without making its pixels: how many would come out, and how
 * often the table of codes is started anew. Java's reader goes on after the last row until a code
 * says that it ends, and fills 4,096 entries at each start: a picture of one pixel takes minutes.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">the format, appendix F</a>
 */
final class GifCodes {
  private static final int CODES = 4096;
  private static final int NONE = -1;

  private final byte[] file;

  /** Bits of a code after the table is started anew. */
  private final int firstWidth;

  private final int clear;

  /** Pixels that a code stands for. */
  private final int[] lengths = new int[CODES];

  private int at;
  private int left;
  private int waiting;
  private int waitingBits;
  private long pixels;
  private long starts;

  /**
   * Begins before the first code.
   *
   * @param at where the first sub-block of the data begins
   * @param bits of the smallest codes, 1 to 8: what stands before the sub-blocks
   */
  GifCodes(byte[] file, int at, int bits) {
    this.file = file;
    this.at = at;
    this.firstWidth = bits + 1;
    this.clear = 1 << bits;
    Arrays.fill(lengths, 0, clear + 2, 1);
  }

  /** Goes on to the end, or until there are more pixels or more starts of the table than these. */
  void follow(long mostPixels, long mostStarts) {
    int width = firstWidth;
    int next = clear + 2;
    int before = 0;
    while (pixels <= mostPixels && starts <= mostStarts) {
      int code = code(width);
      boolean isFirst = code == clear;
      if (isFirst) {
        starts++;
        width = firstWidth;
        next = clear + 2;
        code = code(width);
      } else if (before > 0 && next < CODES) {
        lengths[next++] = before + 1;
        if (next == 1 << width && next < CODES) {
          width++;
        }
      }
      if (code == NONE || code == clear + 1) {
        return;
      }
      // Java's reader makes one pixel of a code that stands for nothing.
      before = isFirst || code >= next ? 1 : lengths[code];
      pixels += before;
    }
  }

  private int code(int width) {
    while (waitingBits < width) {
      if (left == 0 && !beginBlock()) {
        return NONE;
      }
      waiting |= (file[at++] & 255) << waitingBits;
      waitingBits += Byte.SIZE;
      left--;
    }
    int code = waiting & (1 << width) - 1;
    waiting >>>= width;
    waitingBits -= width;
    return code;
  }

  /** Whether there is another block of bytes, all in the file. */
  private boolean beginBlock() {
    int count = at < file.length ? file[at] & 255 : 0;
    if (count == 0 || count >= file.length - at) {
      return false;
    }
    at++;
    left = count;
    return true;
  }

  /** Pixels that came out so far. */
  long pixels() {
    return pixels;
  }

  /** How often the table was started anew so far. */
  long starts() {
    return starts;
  }

  /** Where the block ends in which the last code stands. */
  int end() {
    return at + left;
  }
}
