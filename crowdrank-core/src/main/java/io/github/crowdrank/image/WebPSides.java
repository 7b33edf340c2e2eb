package io.github.crowdrank.image;

/**
 * Sides that a part of a WebP file declares.
 *
 * @param width pixels in a row
 * @param height rows
 */
record WebPSides(int width, int height) {
  @Override
  public String toString() {
    return width + "x" + height;
  }
}
