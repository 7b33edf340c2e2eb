package io.github.crowdrank.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * Strips or tiles of a TIFF image that are coded as by fax machines (ITU-T T.4 and T.6), with codes
 * behind each that nobody can decode. TwelveMonkeys' reader makes white rows of what is missing of
 * such a strip, without a word; now it comes upon these and fails. For one thread.
 */
final class FaxStrips {
  private static final int T4 = 3;
  private static final int ENDING_BYTES = 16;

  /**
   * Zeros of which each time a one follows: in no code are there 8 to 10, and 11 are the end of a
   * line of T.4. As what is cut may end within a code, the numbers differ, so that a reader that
   * takes the first zeros for the rest of it finds the beginning of a code later.
   */
  private static final int[] ZEROS = {8, 8, 10};

  private static final int[] ZEROS_OF_T4 = {11, 8, 8, 10};

  private final TiffPage page;
  private final int count;
  private final TiffValues offsets;
  private final TiffValues lengths;
  private final byte[] ending;

  /**
   * Looks at the strips.
   *
   * @param count of those that hold the image
   * @param offsets where they begin
   * @param lengths how many bytes each has
   * @param compression 2 to 4
   */
  FaxStrips(TiffPage page, int count, TiffValues offsets, TiffValues lengths, int compression) {
    this.page = page;
    this.count = count;
    this.offsets = offsets;
    this.lengths = lengths;
    boolean isTwoDimensional = (page.values(292).first(0) & 1) == 1;
    this.ending =
        ending(
            compression == T4 ? ZEROS_OF_T4 : ZEROS,
            compression == T4 && isTwoDimensional,
            page.values(266).first(1) == 2);
  }

  private static byte[] ending(int[] zeros, boolean hasMarks, boolean isReversed) {
    BitSet ones = new BitSet();
    for (int at = 0, i = 0; at < 8 * ENDING_BYTES; i = (i + 1) % zeros.length) {
      at += zeros[i];
      ones.set(at++);
      if (hasMarks && i == 0) {
        // A line of one dimension follows.
        ones.set(at++);
      }
    }
    byte[] ending = new byte[ENDING_BYTES];
    for (int i = 0; i < 8 * ENDING_BYTES; i++) {
      if (ones.get(i)) {
        ending[i / 8] |= (byte) (isReversed ? 1 << (i % 8) : 128 >> (i % 8));
      }
    }
    return ending;
  }

  /** Bytes that the file has with these endings. */
  long bytes() {
    long bytes = page.readable().length + (ENDING_BYTES + 2L * Integer.BYTES) * count;
    for (int i = 0; i < count; i++) {
      bytes += lengths.get(i);
    }
    return bytes;
  }

  /** The file with these endings; all strips have to lie in it. */
  byte[] readable(int offsetsTag, int lengthsTag) {
    byte[] file = page.readable();
    byte[] copy = new byte[(int) bytes()];
    ByteBuffer result = ByteBuffer.wrap(copy);
    result.order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN).put(file);
    int places = result.position();
    int sizes = places + Integer.BYTES * count;
    result.position(sizes + Integer.BYTES * count);
    for (int i = 0; i < count; i++) {
      int length = (int) lengths.get(i);
      result.putInt(places + Integer.BYTES * i, result.position());
      result.putInt(sizes + Integer.BYTES * i, length + ENDING_BYTES);
      result.put(file, (int) offsets.get(i), length).put(ending);
    }
    page.putLongs(copy, offsetsTag, count, places);
    page.putLongs(copy, lengthsTag, count, sizes);
    return copy;
  }
}
