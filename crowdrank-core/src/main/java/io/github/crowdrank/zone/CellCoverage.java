package io.github.crowdrank.zone;

import io.github.crowdrank.density.CellGrid;

/**
 * Clips oriented rings against every cell of a grid at once. Each edge is cut where it passes from
 * one cell into the next; a piece adds the area between itself and the right side of its cell, and
 * its height to all cells further right. Pieces that run up add, pieces that run down subtract, so
 * what remains after the last edge is the area inside. Exact to double rounding, in time linear in
 * the cells and the pieces. The sums are those of a font rasteriser with exact area coverage.
 */
final class CellCoverage {
  private final CellGrid grid;

  /** Area in the cell itself, in cells. */
  private final double[] own;

  /** Height that reaches across all cells to the right of this one's left side, in cells. */
  private final double[] across;

  CellCoverage(CellGrid grid) {
    this.grid = grid;
    this.own = new double[grid.columns() * grid.rows()];
    this.across = new double[own.length];
  }

  /** Adds a ring; one that goes the other way round takes its area away. */
  void add(Ring ring) {
    PlanePoint from = ring.points().get(ring.points().size() - 1);
    for (PlanePoint to : ring.points()) {
      addEdge(column(from), row(from), column(to), row(to));
      from = to;
    }
  }

  private double column(PlanePoint point) {
    return (point.x() - grid.x()) / grid.cellWidth();
  }

  private double row(PlanePoint point) {
    return (point.y() - grid.y()) / grid.cellHeight();
  }

  /** Cuts an edge at the sides of the rows. */
  private void addEdge(double x0, double y0, double x1, double y1) {
    if (y0 == y1) {
      return;
    }
    boolean down = y1 > y0;
    double topX = down ? x0 : x1;
    double topY = down ? y0 : y1;
    double bottomX = down ? x1 : x0;
    double bottomY = down ? y1 : y0;
    double slope = (bottomX - topX) / (bottomY - topY);
    int first = (int) Math.max(0, Math.floor(topY));
    int last = (int) Math.min(grid.rows() - 1, Math.ceil(bottomY) - 1);
    for (int row = first; row <= last; row++) {
      double upper = Math.max(row, topY);
      double lower = Math.min(row + 1, bottomY);
      double left = upper == topY ? topX : topX + (upper - topY) * slope;
      double right = lower == bottomY ? bottomX : topX + (lower - topY) * slope;
      addPiece(
          row, Math.min(left, right), Math.max(left, right), (lower - upper) * (down ? -1 : 1));
    }
  }

  /** Cuts what lies in one row at the sides of the columns. */
  private void addPiece(int row, double left, double right, double height) {
    int columns = grid.columns();
    int start = row * columns;
    if (left >= columns) {
      return;
    }
    if (right <= 0) {
      across[start] += height;
      return;
    }
    double perColumn = right > left ? height / (right - left) : 0;
    if (left < 0) {
      across[start] += -left * perColumn;
    }
    int first = (int) Math.max(0, Math.floor(left));
    int last = (int) Math.min(columns - 1, Math.max(first, Math.ceil(right) - 1));
    for (int column = first; column <= last; column++) {
      double begin = Math.max(column, left);
      double end = Math.min(column + 1, right);
      double part = right > left ? (end - begin) * perColumn : height;
      own[start + column] += part * (column + 1 - (begin + end) / 2);
      if (column + 1 < columns) {
        across[start + column + 1] += part;
      }
    }
  }

  /** The area inside in each cell, in square pixels. */
  double[] squarePixels() {
    double cell = grid.cellWidth() * grid.cellHeight();
    double[] areas = new double[own.length];
    for (int row = 0; row < grid.rows(); row++) {
      double reaching = 0;
      for (int column = 0; column < grid.columns(); column++) {
        int i = row * grid.columns() + column;
        reaching += across[i];
        areas[i] = cell * Math.min(1, Math.max(0, reaching + own[i]));
      }
    }
    return areas;
  }
}
