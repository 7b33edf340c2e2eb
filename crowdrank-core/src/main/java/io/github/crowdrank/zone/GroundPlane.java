package io.github.crowdrank.zone;

import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Where the points of a picture lie on flat ground: a homography. Straight lines stay straight, so
 * the area of a zone on the ground is exact. Immutable and safe for use by many threads.
 *
 * <p>Density maps put people where their heads are. Point pairs at head height, about 1.6 m above
 * the ground, therefore give truer areas than pairs on the ground itself, the more so the flatter
 * the camera looks.
 */
public final class GroundPlane {
  private final double[][] homography;
  private final double rootMeanSquareError;

  /** Signs the homography so that points on the pairs' side of the horizon have positive depth. */
  private GroundPlane(RealMatrix homography, List<PointPair> pairs) {
    double sign = Math.signum(depth(homography.getData(), pairs.get(0).pixel()));
    this.homography = homography.scalarMultiply(sign).getData();
    double squares = 0;
    for (PointPair pair : pairs) {
      if (depth(this.homography, pair.pixel()) <= 0) {
        throw new IllegalArgumentException(
            "the horizon lies between the point pairs: %s is beyond it, seen from %s"
                .formatted(pair.pixel(), pairs.get(0).pixel()));
      }
      PlanePoint found = toGround(pair.pixel());
      squares +=
          Math.pow(found.x() - pair.metres().x(), 2) + Math.pow(found.y() - pair.metres().y(), 2);
    }
    this.rootMeanSquareError = Math.sqrt(squares / pairs.size());
  }

  /**
   * Fits a homography by the normalised direct linear transform: exact for four pairs, least
   * squares for more.
   *
   * @param pairs four or more, no three of four on a line; the further apart the better
   * @throws IllegalArgumentException if there are fewer, they do not determine a homography, or the
   *     horizon lies between them
   */
  public static GroundPlane of(List<PointPair> pairs) {
    return new GroundPlane(HomographyFit.of(pairs), pairs);
  }

  private static double depth(double[][] h, PlanePoint pixel) {
    return h[2][0] * pixel.x() + h[2][1] * pixel.y() + h[2][2];
  }

  /**
   * Where a point of the picture lies on the ground, in metres.
   *
   * @throws IllegalArgumentException if it lies on the horizon or beyond
   */
  public PlanePoint toGround(PlanePoint pixel) {
    double depth = depth(homography, pixel);
    if (depth <= 0) {
      throw new IllegalArgumentException(
          "the point %s of the picture lies on the horizon or beyond and nowhere on the ground"
              .formatted(pixel));
    }
    double[] x = homography[0];
    double[] y = homography[1];
    return new PlanePoint(
        (x[0] * pixel.x() + x[1] * pixel.y() + x[2]) / depth,
        (y[0] * pixel.x() + y[1] * pixel.y() + y[2]) / depth);
  }

  /**
   * The area of a shape on the ground.
   *
   * @throws IllegalArgumentException if the horizon crosses it or it lies beyond
   */
  public double squareMetres(ZoneShape shape) {
    return Math.abs(
        OrientedRings.of(shape)
            .mapToDouble(
                ring ->
                    new Ring(ring.name(), ring.points().stream().map(this::toGround).toList())
                        .signedArea())
            .sum());
  }

  /**
   * How far the pairs lie from where the homography puts them, in metres; 0 but for rounding for
   * four. A large one tells of a wrong pair.
   */
  public double rootMeanSquareError() {
    return rootMeanSquareError;
  }
}
