package io.github.crowdrank.zone;

import io.github.crowdrank.density.CellGrid;

/** Where in a picture a zone lies. Immutable. */
public sealed interface ZoneShape permits PolygonShape, MaskShape {
  /**
   * How much of each cell it covers, by exact area.
   *
   * @return square pixels, row by row; accurate to 1e-9 of a cell
   */
  default double[] coverage(CellGrid grid) {
    CellCoverage coverage = new CellCoverage(grid);
    OrientedRings.of(this).forEach(coverage::add);
    return coverage.squarePixels();
  }

  /** Its area in square pixels, positive. */
  default double squarePixels() {
    return OrientedRings.of(this).mapToDouble(Ring::signedArea).sum();
  }
}
