package io.github.crowdrank.metric;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;

/** Densities between the middles of cells; beyond the outermost middles they stay as they are. */
final class LinearInterpolation {
  private final int[] before;
  private final int[] after;
  private final double[] shareAfter;

  /** Along one axis, for pixels 0 to {@code pixels - 1}. */
  private LinearInterpolation(double start, double cellSize, int cells, int pixels) {
    before = new int[pixels];
    after = new int[pixels];
    shareAfter = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      double cell = Math.min(cells - 1, Math.max(0, (i + 0.5 - start) / cellSize - 0.5));
      before[i] = (int) cell;
      after[i] = Math.min(cells - 1, before[i] + 1);
      shareAfter[i] = cell - before[i];
    }
  }

  /** People per pixel of an image of the size of {@code pixels}. */
  static DensityMap toPixels(DensityMap density, CellGrid grid, DensityMap pixels) {
    if (grid.columns() != density.width() || grid.rows() != density.height()) {
      throw new IllegalArgumentException(grid + " is not the grid of " + density);
    }
    LinearInterpolation across =
        new LinearInterpolation(grid.x(), grid.cellWidth(), grid.columns(), pixels.width());
    LinearInterpolation down =
        new LinearInterpolation(grid.y(), grid.cellHeight(), grid.rows(), pixels.height());
    double area = grid.cellWidth() * grid.cellHeight();
    float[] values = new float[pixels.width() * pixels.height()];
    for (int y = 0; y < pixels.height(); y++) {
      for (int x = 0; x < pixels.width(); x++) {
        double upper = across.at(density, x, down.before[y]);
        double lower = across.at(density, x, down.after[y]);
        values[y * pixels.width() + x] =
            (float) ((upper + down.shareAfter[y] * (lower - upper)) / area);
      }
    }
    return DensityMap.of(pixels.width(), pixels.height(), values);
  }

  private double at(DensityMap density, int pixel, int row) {
    double left = density.at(before[pixel], row);
    return left + shareAfter[pixel] * (density.at(after[pixel], row) - left);
  }
}
