package io.github.crowdrank.data.annotation;

import io.github.crowdrank.density.HeadPoint;

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

  /** The place in the picture that is nearest to a point; the point itself where it lies inside. */
  public HeadPoint nearestInside(HeadPoint point) {
    return point.isInside(width, height)
        ? point
        : new HeadPoint(clip(point.x(), width), clip(point.y(), height));
  }

  private static double clip(double value, int length) {
    return Math.max(0, Math.min(Math.nextDown((double) length), value));
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
