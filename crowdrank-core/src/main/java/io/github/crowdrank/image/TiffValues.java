package io.github.crowdrank.image;

/**
 * Whole numbers in a TIFF file.
 *
 * @param at where they begin
 * @param bytes of each: 1, 2, 4 or 8
 * @param count how many there are
 */
record TiffValues(TiffBytes file, int at, int bytes, int count) {
  static TiffValues none(TiffBytes file) {
    return new TiffValues(file, 0, 1, 0);
  }

  /** One of them; negative if it is larger than any. */
  long get(int index) {
    return file.number(at + index * bytes, bytes);
  }

  /** The first, or what is meant if there is none. */
  long first(long otherwise) {
    return count == 0 ? otherwise : get(0);
  }

  boolean contains(long value) {
    for (int i = 0; i < count; i++) {
      if (get(i) == value) {
        return true;
      }
    }
    return false;
  }
}
