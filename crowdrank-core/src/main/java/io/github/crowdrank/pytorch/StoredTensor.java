package io.github.crowdrank.pytorch;

import io.github.crowdrank.io.ForeignText;
import java.util.List;

/**
 * A tensor as a pickle describes it: a view of a storage.
 *
 * @param storage where its values are
 * @param offset its first value in the storage
 * @param shape its sides
 * @param strides values from one index to the next, per side
 */
record StoredTensor(Storage storage, long offset, List<Integer> shape, List<Integer> strides) {
  /**
   * An entry of the file.
   *
   * @param key the entry's name
   * @param type what it holds
   * @param count how many
   */
  record Storage(String key, ElementType type, long count) {
    /** More than any array here holds. */
    private static final long MOST = 1L << 29;

    /** Checks the count. */
    Storage {
      if (count < 0 || count > MOST) {
        throw new PickleException(
            "storage \"%s\" has %d values but at most %d are read"
                .formatted(ForeignText.shown(key), count, MOST));
      }
    }
  }

  /** Copies and checks: every index has to lie in the storage. */
  StoredTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (shape.size() != strides.size()
        || offset < 0
        || !(shape.contains(0) || isWithin(storage.count(), offset, shape, strides))) {
      throw new PickleException(
          "a tensor of shape %s, strides %s from %d on does not lie in the %d values of storage \"%s\""
              .formatted(
                  shape, strides, offset, storage.count(), ForeignText.shown(storage.key())));
    }
  }

  /** Sides are 1 or more and, like strides, less than 2^31: no product or sum overflows. */
  private static boolean isWithin(
      long count, long offset, List<Integer> shape, List<Integer> strides) {
    long size = 1;
    long last = offset;
    for (int i = 0; i < shape.size() && size <= count && last < count; i++) {
      size *= shape.get(i);
      last += (shape.get(i) - 1L) * strides.get(i);
    }
    return size <= count && last < count;
  }

  /** Number of values. */
  int size() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /** Its values out of those of its storage, the last side fastest. */
  float[] values(float[] stored) {
    float[] values = new float[size()];
    int[] index = new int[shape.size()];
    int at = (int) offset;
    for (int i = 0; i < values.length; i++) {
      values[i] = stored[at];
      for (int side = index.length - 1; side >= 0; side--) {
        at += strides.get(side);
        if (++index[side] < shape.get(side)) {
          break;
        }
        at -= index[side] * strides.get(side);
        index[side] = 0;
      }
    }
    return values;
  }
}
