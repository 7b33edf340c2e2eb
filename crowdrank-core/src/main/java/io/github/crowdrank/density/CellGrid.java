package io.github.crowdrank.density;

import io.github.crowdrank.image.Region;

/**
 * A grid of equal rectangular cells over an image or any part of it, in pixels from the upper left
 * corner of the image. It may reach beyond the image.
 *
 * @param x left edge of the first column, finite
 * @param y upper edge of the first row, finite
 * @param cellWidth pixels, positive
 * @param cellHeight pixels, positive
 * @param columns 1 or more
 * @param rows 1 or more
 */
public record CellGrid(
    double x, double y, double cellWidth, double cellHeight, int columns, int rows) {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a corner is not finite, a cell has no area, there is no
   *     cell, or there are more cells than an array can hold
   */
  public CellGrid {
    if (!Double.isFinite(x)
        || !Double.isFinite(y)
        || !(cellWidth > 0 && cellWidth < Double.POSITIVE_INFINITY)
        || !(cellHeight > 0 && cellHeight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a grid has a finite corner and cells of positive size but had %sx%s cells at (%s, %s)"
              .formatted(cellWidth, cellHeight, x, y));
    }
    if (columns < 1 || rows < 1 || (long) columns * rows > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a grid has 1 to %d cells but had %d columns and %d rows"
              .formatted(Integer.MAX_VALUE - 8, columns, rows));
    }
  }

  /** One cell for each pixel of an image. */
  public static CellGrid ofPixels(int width, int height) {
    return new CellGrid(0, 0, 1, 1, width, height);
  }

  /**
   * The output grid of a network on a whole image: {@code ceil(width / stride) x ceil(height /
   * stride)} square cells. The last column and row may reach beyond the image.
   *
   * @param stride pixels per cell along each side, 1 or more
   */
  public static CellGrid ofStride(int width, int height, int stride) {
    if (width < 1 || height < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "image sides and stride are at least 1 but were %dx%d and %d"
              .formatted(width, height, stride));
    }
    return new CellGrid(0, 0, stride, stride, (width - 1) / stride + 1, (height - 1) / stride + 1);
  }

  /** A region of the image, divided evenly into cells. */
  public static CellGrid over(Region region, int columns, int rows) {
    return new CellGrid(
        region.x(),
        region.y(),
        region.width() / Math.max(1, columns),
        region.height() / Math.max(1, rows),
        columns,
        rows);
  }
}
