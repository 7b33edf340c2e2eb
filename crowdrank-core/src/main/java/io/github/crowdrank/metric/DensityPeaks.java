package io.github.crowdrank.metric;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.HeadPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Head positions from a density map: cells that are denser than their eight neighbours. Of several
 * equal neighbours the first in reading order counts. The position within the cell is the top of
 * the parabola through the cell and its two neighbours, along each axis by itself; at the edge of
 * the map it is the middle of the cell.
 *
 * @param threshold least density of a peak in persons per square pixel, more than 0
 */
public record DensityPeaks(double threshold) {
  /** A quarter of the density in the middle of a single head of 15 pixels (section 4.1). */
  private static final double STANDARD_THRESHOLD = 0.25 / (2 * Math.PI * 15 * 15);

  /**
   * Checks the threshold.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public DensityPeaks {
    if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a threshold is more than 0 persons per square pixel but was " + threshold);
    }
  }

  /**
   * Peaks with at least a quarter of the density that one head has in its middle when it is painted
   * with the paper's standard deviation of 15 pixels: 1.8e-4 persons per square pixel.
   */
  public static DensityPeaks standard() {
    return new DensityPeaks(STANDARD_THRESHOLD);
  }

  /**
   * The peaks of a map in pixels, in reading order.
   *
   * @param grid where the cells lie in the image
   * @throws IllegalArgumentException if the grid does not fit the map
   */
  public List<HeadPoint> of(DensityMap density, CellGrid grid) {
    if (grid.columns() != density.width() || grid.rows() != density.height()) {
      throw new IllegalArgumentException(grid + " is not the grid of " + density);
    }
    double least = threshold * grid.cellWidth() * grid.cellHeight();
    List<HeadPoint> peaks = new ArrayList<>();
    for (int y = 0; y < density.height(); y++) {
      for (int x = 0; x < density.width(); x++) {
        if (density.at(x, y) >= least && isPeak(density, x, y)) {
          peaks.add(
              new HeadPoint(
                  grid.x() + (x + 0.5 + offset(density, x, y, 1, 0)) * grid.cellWidth(),
                  grid.y() + (y + 0.5 + offset(density, x, y, 0, 1)) * grid.cellHeight()));
        }
      }
    }
    return peaks;
  }

  private static boolean isPeak(DensityMap density, int x, int y) {
    float value = density.at(x, y);
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        if (!isInside(density, x + dx, y + dy)) {
          continue;
        }
        boolean earlier = dy < 0 || (dy == 0 && dx < 0);
        float neighbor = density.at(x + dx, y + dy);
        if (neighbor > value || (earlier && neighbor == value)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isInside(DensityMap density, int x, int y) {
    return x >= 0 && y >= 0 && x < density.width() && y < density.height();
  }

  /** Cells from the middle of a peak to the top of the parabola, -0.5 to 0.5. */
  private static double offset(DensityMap density, int x, int y, int dx, int dy) {
    if (!isInside(density, x - dx, y - dy) || !isInside(density, x + dx, y + dy)) {
      return 0;
    }
    double before = density.at(x - dx, y - dy);
    double after = density.at(x + dx, y + dy);
    double curvature = 2.0 * density.at(x, y) - before - after;
    return curvature > 0 ? (after - before) / (2 * curvature) : 0;
  }
}
