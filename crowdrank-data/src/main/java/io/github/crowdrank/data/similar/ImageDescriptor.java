package io.github.crowdrank.data.similar;

import java.util.Arrays;

/**
 * What a picture holds, as a vector of unit length: the smaller the angle between two, the more
 * alike are the scenes. Immutable and safe for use by many threads.
 */
public final class ImageDescriptor {
  private final float[] values;

  private ImageDescriptor(float[] values) {
    this.values = values;
  }

  /**
   * A vector of this direction.
   *
   * @param direction of any length but 0; copied
   * @throws IllegalArgumentException if a value is not finite or all are zero
   */
  public static ImageDescriptor of(float[] direction) {
    double squares = 0;
    for (float value : direction) {
      squares += (double) value * value;
    }
    if (!(squares > 0 && squares < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a descriptor has a direction, but the squares of its %d values add up to %s"
              .formatted(direction.length, squares));
    }
    double length = Math.sqrt(squares);
    float[] values = new float[direction.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (direction[i] / length);
    }
    return new ImageDescriptor(values);
  }

  /** The number of values. */
  public int dimension() {
    return values.length;
  }

  /**
   * The cosine of the angle to another descriptor, -1 to 1.
   *
   * @throws IllegalArgumentException if the dimensions differ
   */
  public double cosine(ImageDescriptor other) {
    if (other.values.length != values.length) {
      throw new IllegalArgumentException(
          "descriptors of %d and %d values cannot be compared"
              .formatted(values.length, other.values.length));
    }
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (double) values[i] * other.values[i];
    }
    return sum;
  }

  /** A copy of the values. */
  public float[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageDescriptor that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "ImageDescriptor[" + values.length + " values]";
  }
}
