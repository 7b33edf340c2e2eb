package io.github.crowdrank.image;

/**
 * A rectangle in pixels, not necessarily on whole ones.
 *
 * @param x left edge
 * @param y upper edge
 * @param width positive
 * @param height positive
 */
public record Region(double x, double y, double width, double height) {
  /**
   * Checks the sides.
   *
   * @throws IllegalArgumentException if a coordinate is not finite or a side is not positive
   */
  public Region {
    if (!Double.isFinite(x + y) || !(width > 0 && height > 0 && width + height < 1e9)) {
      throw new IllegalArgumentException(
          "a region has finite corners and positive sides but was %sx%s at (%s, %s)"
              .formatted(width, height, x, y));
    }
  }

  /** The square of the given side around a centre. */
  public static Region squareAround(double centerX, double centerY, double side) {
    return new Region(centerX - side / 2, centerY - side / 2, side, side);
  }

  /** All of an image. */
  public static Region ofImage(int width, int height) {
    return new Region(0, 0, width, height);
  }

  /** Whether a point lies in it; the right and lower edges do not belong to it. */
  public boolean contains(double pointX, double pointY) {
    return pointX >= x && pointY >= y && pointX < x + width && pointY < y + height;
  }

  /** Whether another region lies wholly in it, edges included. */
  public boolean contains(Region inner) {
    return inner.x >= x
        && inner.y >= y
        && inner.x + inner.width <= x + width
        && inner.y + inner.height <= y + height;
  }

  /** Whether it lies in an image of the given size, up to a billionth of a pixel of rounding. */
  public boolean isInside(int imageWidth, int imageHeight) {
    double slack = 1e-9;
    return x >= -slack
        && y >= -slack
        && x + width <= imageWidth + slack
        && y + height <= imageHeight + slack;
  }
}
