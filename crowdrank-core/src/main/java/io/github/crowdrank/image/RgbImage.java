package io.github.crowdrank.image;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Objects;

/**
 * An upright picture of 8-bit red, green and blue samples. Immutable and safe for use by many
 * threads.
 *
 * <p>The origin is the upper left corner; {@code x} grows to the right, {@code y} downwards.
 */
public final class RgbImage {
  private final int width;
  private final int height;
  private final byte[] samples;

  /** Keeps the array: the caller must not write to it any more. */
  RgbImage(int width, int height, byte[] samples) {
    this.width = width;
    this.height = height;
    this.samples = samples;
  }

  /**
   * Copies samples into a new image.
   *
   * @param samples red, green and blue of each pixel, row by row: {@code 3 * width * height} bytes,
   *     each an unsigned value in 0..255
   * @throws IllegalArgumentException if a side is not positive or the number of samples differs
   */
  public static RgbImage of(int width, int height, byte[] samples) {
    requireSize(width, height);
    if (samples.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "a %dx%d image has %d samples but %d were given"
              .formatted(width, height, 3L * width * height, samples.length));
    }
    return new RgbImage(width, height, samples.clone());
  }

  private static void requireSize(int width, int height) {
    if (width < 1 || height < 1 || 3L * width * height > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "an image has at least 1x1 and at most %d pixels but %dx%d was asked"
              .formatted(Integer.MAX_VALUE / 3, width, height));
    }
  }

  /**
   * Copies the colours of {@code image}. Samples of grey and RGB images of 8 or 16 bits are taken
   * as they are stored, without their colour profile; others as {@link BufferedImage#getRGB}
   * reports them. Alpha is composited on white.
   *
   * @throws IllegalArgumentException if it has more than 715,827,882 pixels
   */
  public static RgbImage of(BufferedImage image) {
    requireSize(image.getWidth(), image.getHeight());
    return new RgbImage(image.getWidth(), image.getHeight(), Samples.of(image));
  }

  /** As {@link #of(BufferedImage)}, of a picture that nobody else will use: it may be spoilt. */
  static RgbImage taking(BufferedImage image) {
    return new RgbImage(image.getWidth(), image.getHeight(), Samples.taken(image));
  }

  /** Width in pixels, at least 1. */
  public int width() {
    return width;
  }

  /** Height in pixels, at least 1. */
  public int height() {
    return height;
  }

  /**
   * The colour of a pixel as {@code 0xRRGGBB}.
   *
   * @throws IndexOutOfBoundsException if the pixel lies outside the image
   */
  public int rgb(int x, int y) {
    if (x < 0 || x >= width || y < 0 || y >= height) {
      throw new IndexOutOfBoundsException(
          "pixel (%d, %d) of a %dx%d image".formatted(x, y, width, height));
    }
    int at = 3 * (y * width + x);
    return (samples[at] & 255) << 16 | (samples[at + 1] & 255) << 8 | (samples[at + 2] & 255);
  }

  /**
   * Copies one row of samples: red, green, blue of each pixel from left to right.
   *
   * @param target receives {@code 3 * width} bytes from index 0
   * @throws IndexOutOfBoundsException if there is no such row or the target is shorter
   */
  public void copyRow(int y, byte[] target) {
    System.arraycopy(samples, 3 * y * width, target, 0, 3 * width);
  }

  /**
   * Copies a part of one row of samples.
   *
   * @param x the first column to copy
   * @param count how many pixels to copy
   * @param target receives {@code 3 * count} bytes from index 0
   * @throws IndexOutOfBoundsException if the part reaches outside the image or the target is
   *     shorter
   */
  public void copyRow(int y, int x, int count, byte[] target) {
    Objects.checkIndex(y, height);
    Objects.checkFromIndexSize(x, count, width);
    System.arraycopy(samples, 3 * (y * width + x), target, 0, 3 * count);
  }

  /** The samples themselves, not a copy. */
  byte[] samples() {
    return samples;
  }

  /** The mirror image, left and right exchanged. */
  public RgbImage flipHorizontally() {
    byte[] flipped = new byte[samples.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = 3 * (y * width + x);
        System.arraycopy(samples, from, flipped, 3 * (y * width + width - 1 - x), 3);
      }
    }
    return new RgbImage(width, height, flipped);
  }

  /**
   * The picture turned to the right.
   *
   * @param quarters turns by 90 degrees, any number of them; negative ones turn it to the left
   */
  public RgbImage turnRight(int quarters) {
    // What was turned to the left has to be turned to the right to be upright.
    Orientation orientation =
        switch (Math.floorMod(quarters, 4)) {
          case 1 -> Orientation.TURNED_90_LEFT;
          case 2 -> Orientation.TURNED_180;
          case 3 -> Orientation.TURNED_90_RIGHT;
          default -> Orientation.UPRIGHT;
        };
    return orientation.upright(this);
  }

  /**
   * A rectangle of the picture at another size, filtered by a triangle as wide as the coarser of
   * the two grids: bilinear when it grows, free of aliasing when it shrinks.
   *
   * @param region what to show, within the image
   * @throws IllegalArgumentException if the region reaches outside the image or a side is not
   *     positive or there would be more than 715,827,882 pixels
   */
  public RgbImage resample(Region region, int newWidth, int newHeight) {
    if (!region.isInside(width, height)) {
      throw new IllegalArgumentException(region + " reaches outside a " + this);
    }
    requireSize(newWidth, newHeight);
    TriangleFilter columns =
        TriangleFilter.of(region.x(), region.x() + region.width(), newWidth, width);
    TriangleFilter rows =
        TriangleFilter.of(region.y(), region.y() + region.height(), newHeight, height);
    return new RgbImage(newWidth, newHeight, TriangleFilter.apply(samples, width, columns, rows));
  }

  /** A new picture of the same pixels for use with Java 2D, of type {@code TYPE_INT_RGB}. */
  public BufferedImage toBufferedImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[x] = rgb(x, y);
      }
      image.getRaster().setDataElements(0, y, width, 1, row);
    }
    return image;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RgbImage that
        && width == that.width
        && height == that.height
        && Arrays.equals(samples, that.samples);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(samples);
  }

  @Override
  public String toString() {
    return "RgbImage[" + width + "x" + height + "]";
  }
}
