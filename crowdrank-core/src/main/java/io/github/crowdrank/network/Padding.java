package io.github.crowdrank.network;

/**
 * Rows and columns of zeros around the input of a convolution.
 *
 * @param top rows above, 0 or more
 * @param left columns to the left, 0 or more
 * @param bottom rows below, 0 or more
 * @param right columns to the right, 0 or more
 */
public record Padding(int top, int left, int bottom, int right) {
  /** No padding. */
  public static final Padding NONE = new Padding(0, 0, 0, 0);

  /**
   * Checks the widths.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Padding {
    if (top < 0 || left < 0 || bottom < 0 || right < 0) {
      throw new IllegalArgumentException(
          "padding is not negative but was top %d, left %d, bottom %d, right %d"
              .formatted(top, left, bottom, right));
    }
  }

  /** The padding with which a convolution of stride 1 and odd kernel keeps the size. */
  public static Padding same(int kernel, int dilation) {
    int side = dilation * (kernel - 1) / 2;
    return new Padding(side, side, side, side);
  }

  /**
   * One row below and one column to the right: how MobileNet pads its 3x3 convolutions of stride 2.
   */
  public static Padding bottomRight() {
    return new Padding(0, 0, 1, 1);
  }
}
