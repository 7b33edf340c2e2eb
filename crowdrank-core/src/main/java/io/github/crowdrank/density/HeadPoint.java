package io.github.crowdrank.density;

/**
 * The annotated centre of a head, in pixels from the upper left corner of the image. The image
 * covers {@code [0, width) x [0, height)}; pixel {@code (i, j)} covers {@code [i, i+1) x [j, j+1)}.
 *
 * @param x distance from the left edge, finite
 * @param y distance from the upper edge, finite
 */
public record HeadPoint(double x, double y) {

  /**
   * Checks the coordinates.
   *
   * @throws IllegalArgumentException if a coordinate is not finite
   */
  public HeadPoint {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("a head point is finite but was (" + x + ", " + y + ")");
    }
  }

  /** Whether this point lies in an image of the given size. */
  public boolean isInside(int width, int height) {
    return x >= 0 && y >= 0 && x < width && y < height;
  }
}
