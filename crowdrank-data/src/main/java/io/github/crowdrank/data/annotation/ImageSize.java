package io.github.crowdrank.data.annotation;

/**
 * Width and height of an upright picture.
 *
 * @param width pixels, 1 or more
 * @param height pixels, 1 or more
 */
public record ImageSize(int width, int height) {
  /**
   * Checks the sides.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public ImageSize {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "an image is at least 1x1 pixels but was " + width + "x" + height);
    }
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
