package io.github.crowdrank.zone;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import java.util.stream.IntStream;

/** Which cells a zone covers, and which share of what the picture fills of each. */
final class CellShares {
  private final int[] cells;
  private final double[] shares;

  private CellShares(int[] cells, double[] shares) {
    this.cells = cells;
    this.shares = shares;
  }

  static CellShares of(ZoneShape shape, CellGrid grid, int width, int height) {
    double[] covered = shape.coverage(grid);
    int[] cells = IntStream.range(0, covered.length).filter(i -> covered[i] > 0).toArray();
    double[] shares = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      int column = cells[i] % grid.columns();
      int row = cells[i] / grid.columns();
      double filled =
          Math.min(grid.cellWidth(), width - column * grid.cellWidth())
              * Math.min(grid.cellHeight(), height - row * grid.cellHeight());
      shares[i] = Math.min(1, covered[cells[i]] / filled);
    }
    return new CellShares(cells, shares);
  }

  double sum(DensityMap density) {
    double sum = 0;
    for (int i = 0; i < cells.length; i++) {
      sum += shares[i] * density.at(cells[i] % density.width(), cells[i] / density.width());
    }
    return sum;
  }
}
