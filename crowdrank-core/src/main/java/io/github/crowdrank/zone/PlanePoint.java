package io.github.crowdrank.zone;

/**
 * A point of a plane: of a picture, in pixels from its upper left corner with {@code y} downwards,
 * or of the ground, in metres from anywhere. Pixel {@code (i, j)} covers {@code [i, i+1) x [j,
 * j+1)}.
 *
 * @param x finite
 * @param y finite
 */
public record PlanePoint(double x, double y) {
  /**
   * Checks the coordinates.
   *
   * @throws IllegalArgumentException if one is not finite
   */
  public PlanePoint {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("a point is finite but was (" + x + ", " + y + ")");
    }
    // Records take -0.0 and 0.0 for different; they are one place.
    x += 0.0;
    y += 0.0;
  }

  @Override
  public String toString() {
    return "(" + x + ", " + y + ")";
  }
}
