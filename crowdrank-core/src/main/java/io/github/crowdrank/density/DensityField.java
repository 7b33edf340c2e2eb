package io.github.crowdrank.density;

import java.util.List;

/**
 * The density of the crowd in one image before it is put on a grid: its heads and how wide the
 * Gaussian of each one is. {@link DensityPainter#field} makes it once; a map of a part of the image
 * then costs what the heads within reach of that part cost. Immutable and safe for use by many
 * threads.
 */
public final class DensityField {
  private final List<HeadPoint> heads;
  private final double[] sigmas;
  private final int width;
  private final int height;
  private final TruncatedGaussian gaussian;
  private final BorderHandling border;

  DensityField(
      List<HeadPoint> heads,
      double[] sigmas,
      int width,
      int height,
      TruncatedGaussian gaussian,
      BorderHandling border) {
    this.heads = List.copyOf(heads);
    this.sigmas = sigmas;
    this.width = width;
    this.height = height;
    this.gaussian = gaussian;
    this.border = border;
  }

  /** All heads of the image, in pixels, immutable. */
  public List<HeadPoint> heads() {
    return heads;
  }

  /** Width of the image in pixels. */
  public int width() {
    return width;
  }

  /** Height of the image in pixels. */
  public int height() {
    return height;
  }

  /**
   * A map on a grid. Borders are those of the image, not of the grid: the grid takes what falls
   * into it, and cells outside the image stay 0.
   *
   * @return a map of {@code grid.columns() x grid.rows()} cells
   */
  public DensityMap on(CellGrid grid) {
    AxisSpread across =
        new AxisSpread(gaussian, border, width, grid.x(), grid.cellWidth(), grid.columns());
    AxisSpread down =
        new AxisSpread(gaussian, border, height, grid.y(), grid.cellHeight(), grid.rows());
    double[][] rows = new double[grid.rows()][grid.columns()];
    for (int i = 0; i < sigmas.length; i++) {
      HeadPoint head = heads.get(i);
      if (across.spread(head.x(), sigmas[i]) && down.spread(head.y(), sigmas[i])) {
        for (int row = down.first(); row < down.end(); row++) {
          add(rows[row], across.weights(), across.first(), across.end(), down.weights()[row]);
        }
      }
    }
    float[] values = new float[grid.columns() * grid.rows()];
    int at = 0;
    for (double[] row : rows) {
      for (double sum : row) {
        values[at++] = (float) sum;
      }
    }
    return DensityMap.wrap(grid.columns(), grid.rows(), values);
  }

  // One index for both arrays: C2 of Java 17 makes vector instructions of nothing else.
  private static void add(double[] row, double[] weights, int first, int end, double factor) {
    for (int i = first; i < end; i++) {
      row[i] += factor * weights[i];
    }
  }
}
