package io.github.crowdrank.zone;

/**
 * A point of the picture and where it lies on the ground.
 *
 * @param pixel in pixels from the upper left corner of the picture
 * @param metres on the ground, from anywhere; the axes may point either way
 */
public record PointPair(PlanePoint pixel, PlanePoint metres) {
  /** A pair from its coordinates. */
  public static PointPair of(double pixelX, double pixelY, double metresX, double metresY) {
    return new PointPair(new PlanePoint(pixelX, pixelY), new PlanePoint(metresX, metresY));
  }
}
