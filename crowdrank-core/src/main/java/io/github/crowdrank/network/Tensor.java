package io.github.crowdrank.network;

import java.util.List;

/**
 * Values with a shape, last dimension fastest. The array is shared, not copied: treat it as
 * read-only.
 *
 * @param shape sizes of the dimensions, each 0 or more; empty for a single value
 * @param values as many as the product of the shape
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity: weights are large and never keys
public record Tensor(List<Integer> shape, float[] values) {
  /**
   * Checks that the shape fits the values.
   *
   * @throws IllegalArgumentException if it does not
   */
  public Tensor {
    shape = List.copyOf(shape);
    long size = 1;
    for (int side : shape) {
      if (side < 0) {
        throw new IllegalArgumentException("a side is not negative but a shape was " + shape);
      }
      // Saturates: a shape beyond any array then fits no array, however many sides follow but 0.
      size = side == 0 ? 0 : Math.min(size * side, Integer.MAX_VALUE + 1L);
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          "a tensor of shape %s has %d values but %d were given"
              .formatted(shape, size, values.length));
    }
  }
}
