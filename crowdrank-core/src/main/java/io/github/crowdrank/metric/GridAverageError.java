package io.github.crowdrank.metric;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.HeadPoint;
import java.util.List;

/**
 * The grid average mean absolute error GAME(L): the image is cut into {@code 2^L x 2^L} equal parts
 * and the absolute errors of the parts are added up, so that people counted in the wrong place cost
 * too. GAME(0) is the absolute error of the count. The figure of a set of images is the mean over
 * them.
 *
 * @see <a href="https://doi.org/10.1007/978-3-319-19390-8_48">Guerrero-Gomez-Olmedo et al.,
 *     Extremely Overlapping Vehicle Counting, IbPRIA 2015</a>
 */
public final class GridAverageError {
  private GridAverageError() {}

  /**
   * The error of one image whose map covers it exactly.
   *
   * @param level L, 0 to 3
   * @param predicted people per cell
   * @param heads the true heads, in pixels
   * @param width of the image in pixels, 1 or more
   * @param height of the image in pixels, 1 or more
   * @return persons, 0 or more
   * @throws IllegalArgumentException if the level or a side is out of range, or a head lies outside
   *     the image
   */
  public static double of(
      int level, DensityMap predicted, List<HeadPoint> heads, int width, int height) {
    checkSize(width, height);
    CellGrid grid =
        new CellGrid(
            0,
            0,
            (double) width / predicted.width(),
            (double) height / predicted.height(),
            predicted.width(),
            predicted.height());
    return of(level, predicted, grid, heads, width, height);
  }

  /**
   * The error of one image. A cell that lies across parts is shared out by area; what lies beyond
   * the edge of the image, where a network pads, belongs to the nearest part.
   *
   * @param level L, 0 to 3
   * @param predicted people per cell
   * @param grid where the cells lie in the image
   * @param heads the true heads, in pixels
   * @param width of the image in pixels, 1 or more
   * @param height of the image in pixels, 1 or more
   * @return persons, 0 or more
   * @throws IllegalArgumentException if the level or a side is out of range, the grid does not fit
   *     the map, or a head lies outside the image
   */
  public static double of(
      int level,
      DensityMap predicted,
      CellGrid grid,
      List<HeadPoint> heads,
      int width,
      int height) {
    if (level < 0 || level > 3) {
      throw new IllegalArgumentException("the level of GAME is 0 to 3 but was " + level);
    }
    checkSize(width, height);
    if (grid.columns() != predicted.width() || grid.rows() != predicted.height()) {
      throw new IllegalArgumentException(grid + " is not the grid of " + predicted);
    }
    int parts = 1 << level;
    double[] errors = new double[parts * parts];
    double[][] across = shares(grid.x(), grid.cellWidth(), grid.columns(), width, parts);
    double[][] down = shares(grid.y(), grid.cellHeight(), grid.rows(), height, parts);
    for (int i = 0; i < errors.length; i++) {
      errors[i] = weighted(predicted, across[i % parts], down[i / parts]);
    }
    for (int i = 0; i < heads.size(); i++) {
      HeadPoint head = heads.get(i);
      if (!head.isInside(width, height)) {
        throw new IllegalArgumentException(
            "head %d at (%s, %s) lies outside the %dx%d image"
                .formatted(i, head.x(), head.y(), width, height));
      }
      int column = Math.min(parts - 1, (int) (head.x() * parts / width));
      int row = Math.min(parts - 1, (int) (head.y() * parts / height));
      errors[row * parts + column]--;
    }
    double sum = 0;
    for (double error : errors) {
      sum += Math.abs(error);
    }
    return sum;
  }

  private static void checkSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "an image is at least 1x1 pixels but was " + width + "x" + height);
    }
  }

  /** The fraction of each cell of an axis in each part of it: {@code [parts][cells]}. */
  private static double[][] shares(
      double start, double cellSize, int cells, int length, int parts) {
    double[][] shares = new double[parts][cells];
    for (int part = 0; part < parts; part++) {
      double from = part == 0 ? Double.NEGATIVE_INFINITY : (double) part * length / parts;
      double to = part == parts - 1 ? Double.POSITIVE_INFINITY : (part + 1.0) * length / parts;
      for (int cell = 0; cell < cells; cell++) {
        double low = Math.max(from, start + cell * cellSize);
        double high = Math.min(to, start + (cell + 1) * cellSize);
        shares[part][cell] = Math.max(0, high - low) / cellSize;
      }
    }
    return shares;
  }

  private static double weighted(DensityMap map, double[] across, double[] down) {
    double sum = 0;
    for (int y = 0; y < down.length; y++) {
      if (down[y] == 0) {
        continue;
      }
      double row = 0;
      for (int x = 0; x < across.length; x++) {
        row += across[x] * map.at(x, y);
      }
      sum += down[y] * row;
    }
    return sum;
  }
}
