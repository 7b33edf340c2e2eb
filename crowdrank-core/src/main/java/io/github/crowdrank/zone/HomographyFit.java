package io.github.crowdrank.zone;

import java.util.List;
import java.util.function.Function;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The normalised direct linear transform (Hartley and Zisserman, "Multiple View Geometry", 2nd
 * edition, algorithm 4.2).
 */
final class HomographyFit {
  /** Pairs whose equations come closer than this to being dependent determine nothing. */
  private static final double DEGENERATE = 1e-6;

  private HomographyFit() {}

  /** The 3x3 matrix that takes pixels to metres, up to scale and sign. */
  static RealMatrix of(List<PointPair> pairs) {
    if (pairs.size() < 4) {
      throw new IllegalArgumentException(
          "a ground plane takes 4 or more point pairs but there were " + pairs.size());
    }
    RealMatrix fromPixels = normalisation("pixel", pairs, PointPair::pixel);
    RealMatrix fromMetres = normalisation("metres", pairs, PointPair::metres);
    RealMatrix equations = MatrixUtils.createRealMatrix(Math.max(9, 2 * pairs.size()), 9);
    for (int i = 0; i < pairs.size(); i++) {
      PlanePoint pixel = moved(fromPixels, pairs.get(i).pixel());
      PlanePoint metres = moved(fromMetres, pairs.get(i).metres());
      double x = pixel.x();
      double y = pixel.y();
      double u = metres.x();
      double v = metres.y();
      equations.setRow(2 * i, new double[] {-x, -y, -1, 0, 0, 0, u * x, u * y, u});
      equations.setRow(2 * i + 1, new double[] {0, 0, 0, -x, -y, -1, v * x, v * y, v});
    }
    SingularValueDecomposition svd = new SingularValueDecomposition(equations);
    double[] values = svd.getSingularValues();
    double[] h = svd.getV().getColumn(8);
    RealMatrix normalised =
        MatrixUtils.createRealMatrix(
            new double[][] {{h[0], h[1], h[2]}, {h[3], h[4], h[5]}, {h[6], h[7], h[8]}});
    double[] own = new SingularValueDecomposition(normalised).getSingularValues();
    if (values[7] < DEGENERATE * values[0] || own[2] < DEGENERATE * own[0]) {
      throw new IllegalArgumentException(
          "the point pairs determine no ground plane: three of four lie on a line, in the picture"
              + " or on the ground: "
              + pairs);
    }
    return MatrixUtils.inverse(fromMetres).multiply(normalised).multiply(fromPixels);
  }

  /** Moves the points' mean to the origin and their mean distance from it to the root of 2. */
  private static RealMatrix normalisation(
      String what, List<PointPair> pairs, Function<PointPair, PlanePoint> side) {
    List<PlanePoint> points = pairs.stream().map(side).toList();
    double x = points.stream().mapToDouble(PlanePoint::x).average().orElseThrow();
    double y = points.stream().mapToDouble(PlanePoint::y).average().orElseThrow();
    double distance =
        points.stream()
            .mapToDouble(it -> Math.hypot(it.x() - x, it.y() - y))
            .average()
            .orElseThrow();
    if (!(distance > 0 && distance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the point pairs determine no ground plane: all have the same \"%s\", %s"
              .formatted(what, points.get(0)));
    }
    double scale = Math.sqrt(2) / distance;
    return MatrixUtils.createRealMatrix(
        new double[][] {{scale, 0, -scale * x}, {0, scale, -scale * y}, {0, 0, 1}});
  }

  private static PlanePoint moved(RealMatrix normalisation, PlanePoint point) {
    double[] moved = normalisation.operate(new double[] {point.x(), point.y(), 1});
    return new PlanePoint(moved[0], moved[1]);
  }
}
