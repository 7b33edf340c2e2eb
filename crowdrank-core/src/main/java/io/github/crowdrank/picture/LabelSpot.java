package io.github.crowdrank.picture;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.zone.PlanePoint;
import io.github.crowdrank.zone.ZoneShape;

/** Where a shape has most room for its name: as far from its border as a coarse grid can tell. */
final class LabelSpot {
  private static final int CELLS = 48;

  private LabelSpot() {}

  /** In pixels of the picture of the given size. */
  static PlanePoint of(ZoneShape shape, int width, int height) {
    CellGrid grid =
        new CellGrid(0, 0, width / (double) CELLS, height / (double) CELLS, CELLS, CELLS);
    double[] covered = shape.coverage(grid);
    int best = 0;
    double most = 0;
    for (int i = 0; i < covered.length; i++) {
      double room = room(covered, i, grid.cellWidth() * grid.cellHeight());
      if (room > most) {
        most = room;
        best = i;
      }
    }
    int column = best % CELLS;
    int row = best / CELLS;
    return new PlanePoint((column + 0.5) * grid.cellWidth(), (row + 0.5) * grid.cellHeight());
  }

  /** Area covered in the largest square around a cell whose cells are mostly covered. */
  private static double room(double[] covered, int cell, double whole) {
    double area = covered[cell];
    int column = cell % CELLS;
    int row = cell / CELLS;
    for (int reach = 1; ; reach++) {
      double square = 0;
      for (int y = row - reach; y <= row + reach; y++) {
        for (int x = column - reach; x <= column + reach; x++) {
          boolean inside = x >= 0 && y >= 0 && x < CELLS && y < CELLS;
          double here = inside ? covered[y * CELLS + x] : 0;
          if (here < whole / 2) {
            return area;
          }
          square += here;
        }
      }
      area = square;
    }
  }
}
