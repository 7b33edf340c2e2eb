package io.github.crowdrank.density;

import java.util.Arrays;
import java.util.Locale;

/**
 * People per cell over a picture, {@code [height, width]}. The sum is the number of people, and
 * every operation that returns a map of the same region keeps it. Immutable and safe for use by
 * many threads.
 *
 * <p>Values are floats; sums are accumulated in double. Values may be negative where they come from
 * a network without a final rectifier, and are always finite.
 */
public final class DensityMap {
  private final int width;
  private final int height;
  private final float[] values;

  private DensityMap(int width, int height, float[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /**
   * Copies values into a new map.
   *
   * @param values {@code width * height} finite densities in persons per cell, row by row
   * @throws IllegalArgumentException if a side is not positive, the number of values differs, or a
   *     value is not finite
   */
  public static DensityMap of(int width, int height, float[] values) {
    DensityMap map = wrap(width, height, values.clone());
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "a density is finite but cell (%d, %d) was %s"
                .formatted(i % width, i / width, values[i]));
      }
    }
    return map;
  }

  /** Takes over the array of a caller in this package that will not touch it again. */
  static DensityMap wrap(int width, int height, float[] values) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a density map is at least 1x1 cells but was " + width + "x" + height);
    }
    if (values.length != (long) width * height) {
      throw new IllegalArgumentException(
          "a %dx%d density map has %d cells but %d values were given"
              .formatted(width, height, (long) width * height, values.length));
    }
    return new DensityMap(width, height, values);
  }

  /** Number of columns, at least 1. */
  public int width() {
    return width;
  }

  /** Number of rows, at least 1. */
  public int height() {
    return height;
  }

  /**
   * Persons in the cell of column {@code x} and row {@code y}.
   *
   * @throws IndexOutOfBoundsException if the cell lies outside the map
   */
  public float at(int x, int y) {
    if (x < 0 || x >= width || y < 0 || y >= height) {
      throw new IndexOutOfBoundsException(
          "cell (%d, %d) of a %dx%d density map".formatted(x, y, width, height));
    }
    return values[y * width + x];
  }

  /** The number of people: all cells, added in double precision. */
  public double sum() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  /** A copy of the cells, row by row. */
  public float[] toArray() {
    return values.clone();
  }

  /**
   * Copies the cells, row by row, into {@code target} from {@code offset} on.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in it; nothing is copied then
   */
  public void copyTo(float[] target, int offset) {
    System.arraycopy(values, 0, target, offset, values.length);
  }

  /**
   * The cells of a rectangle.
   *
   * @throws IndexOutOfBoundsException if it is empty or reaches outside the map
   */
  public DensityMap crop(int x, int y, int cropWidth, int cropHeight) {
    if (x < 0
        || y < 0
        || cropWidth < 1
        || cropHeight < 1
        || cropWidth > width - x
        || cropHeight > height - y) {
      throw new IndexOutOfBoundsException(
          "crop of %dx%d at (%d, %d) from a %dx%d density map"
              .formatted(cropWidth, cropHeight, x, y, width, height));
    }
    float[] cropped = new float[cropWidth * cropHeight];
    for (int row = 0; row < cropHeight; row++) {
      System.arraycopy(values, (y + row) * width + x, cropped, row * cropWidth, cropWidth);
    }
    return new DensityMap(cropWidth, cropHeight, cropped);
  }

  /** The mirror image, left and right exchanged. The sum is kept exactly up to summation order. */
  public DensityMap flipHorizontally() {
    float[] flipped = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        flipped[y * width + width - 1 - x] = values[y * width + x];
      }
    }
    return new DensityMap(width, height, flipped);
  }

  /**
   * The same people over another grid. Each cell's people are spread evenly over its area and
   * collected by exact fractional overlap, so the sum is kept to float rounding (1e-6 relative)
   * whatever the ratio of the sizes, up or down.
   *
   * @throws IllegalArgumentException if a side is not positive
   * @throws ArithmeticException if there would be 2^31 cells or more
   */
  public DensityMap resize(int newWidth, int newHeight) {
    if (newWidth < 1 || newHeight < 1) {
      throw new IllegalArgumentException(
          "a density map is at least 1x1 cells but " + newWidth + "x" + newHeight + " was asked");
    }
    AreaWeights columns = AreaWeights.between(width, newWidth);
    AreaWeights rows = AreaWeights.between(height, newHeight);
    float[] resized = new float[Math.multiplyExact(newWidth, newHeight)];
    double[] sums = new double[newWidth];
    for (int y = 0; y < newHeight; y++) {
      Arrays.fill(sums, 0);
      for (int sourceY = rows.first(y); sourceY <= rows.last(y); sourceY++) {
        double rowShare = rows.share(sourceY, y);
        for (int x = 0; x < newWidth; x++) {
          double sum = 0;
          for (int sourceX = columns.first(x); sourceX <= columns.last(x); sourceX++) {
            sum += columns.share(sourceX, x) * values[sourceY * width + sourceX];
          }
          sums[x] += rowShare * sum;
        }
      }
      for (int x = 0; x < newWidth; x++) {
        resized[y * newWidth + x] = (float) sums[x];
      }
    }
    return new DensityMap(newWidth, newHeight, resized);
  }

  /**
   * The map on the output grid of a network: cells of {@code stride x stride}, added up. A last
   * column or row of cells that the map does not fill holds what there is.
   *
   * @param stride 1 or more
   * @return a map of {@code ceil(width / stride) x ceil(height / stride)} cells with the same sum
   * @throws IllegalArgumentException if {@code stride} is not positive
   */
  public DensityMap reduce(int stride) {
    if (stride < 1) {
      throw new IllegalArgumentException("stride is at least 1 but was " + stride);
    }
    int cellsAcross = (width - 1) / stride + 1;
    int cellsDown = (height - 1) / stride + 1;
    double[] sums = new double[cellsAcross * cellsDown];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sums[y / stride * cellsAcross + x / stride] += values[y * width + x];
      }
    }
    float[] reduced = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      reduced[i] = (float) sums[i];
    }
    return new DensityMap(cellsAcross, cellsDown, reduced);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DensityMap that
        && width == that.width
        && height == that.height
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "DensityMap[%dx%d, sum %.2f]", width, height, sum());
  }
}
