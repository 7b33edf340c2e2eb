package io.github.crowdrank.network;

import java.util.Arrays;

/**
 * A batch of feature maps in NCHW order: picture, channel, row, column, the last one fastest. The
 * array is shared, not copied: whoever holds the batch may read and write it, one thread at a time.
 */
public final class FeatureMaps {
  private final int count;
  private final int channels;
  private final int height;
  private final int width;
  private final float[] values;

  private FeatureMaps(int count, int channels, int height, int width, float[] values) {
    this.count = count;
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.values = values;
  }

  /**
   * Wraps an array.
   *
   * @param count pictures, 1 or more
   * @param channels 1 or more
   * @param height rows, 1 or more
   * @param width columns, 1 or more
   * @param values {@code count * channels * height * width} values
   * @throws IllegalArgumentException if a size is not positive or does not fit the array
   */
  public static FeatureMaps of(int count, int channels, int height, int width, float[] values) {
    int size = size(count, channels, height, width);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "feature maps of %dx%dx%dx%d have %d values but %d were given"
              .formatted(count, channels, height, width, size, values.length));
    }
    return new FeatureMaps(count, channels, height, width, values);
  }

  /**
   * Maps of zeros.
   *
   * @throws IllegalArgumentException if a size is not positive or they multiply to 2^31 or more
   */
  public static FeatureMaps zeros(int count, int channels, int height, int width) {
    return of(count, channels, height, width, new float[size(count, channels, height, width)]);
  }

  private static int size(int count, int channels, int height, int width) {
    if (count < 1 || channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "feature maps are at least 1x1x1x1 but were %dx%dx%dx%d"
              .formatted(count, channels, height, width));
    }
    long rows = (long) count * channels;
    long cells = (long) height * width;
    if (rows > Integer.MAX_VALUE / cells) {
      throw new IllegalArgumentException(
          "feature maps of %dx%dx%dx%d have more than 2^31 values"
              .formatted(count, channels, height, width));
    }
    return (int) (rows * cells);
  }

  /**
   * A copy of some pictures.
   *
   * @param first number of the first one, from 0
   * @param pictures how many, 1 or more
   * @throws IllegalArgumentException if they are not all there
   */
  public FeatureMaps pictures(int first, int pictures) {
    if (first < 0 || pictures < 1 || pictures > count - first) {
      throw new IllegalArgumentException(
          "there are no %d pictures from number %d on in %s".formatted(pictures, first, this));
    }
    int size = values.length / count;
    float[] part = Arrays.copyOfRange(values, first * size, (first + pictures) * size);
    return new FeatureMaps(pictures, channels, height, width, part);
  }

  /** Pictures in the batch. */
  public int count() {
    return count;
  }

  /** Channels of each picture. */
  public int channels() {
    return channels;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** The values themselves, not a copy. */
  public float[] values() {
    return values;
  }

  @Override
  public String toString() {
    return "FeatureMaps[%dx%dx%dx%d]".formatted(count, channels, height, width);
  }
}
