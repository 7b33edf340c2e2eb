package io.github.crowdrank.density;

/**
 * How much of one head falls into each column (or row) of a grid. A Gaussian over cells is the
 * product of two of these. Holds the last result; for one thread at a time.
 *
 * <p>The weight of a whole pixel is the exact integral of the Gaussian over it; a cell that covers
 * part of a pixel gets that fraction of its weight. A map on any grid therefore equals the map of
 * pixels, added up by area.
 */
final class AxisSpread {
  private final TruncatedGaussian gaussian;
  private final BorderHandling border;
  private final int length;
  private final double start;
  private final double cellSize;
  private final double[] weights;
  private int first;
  private int end;
  private double position;
  private double sigma;
  private double perPixel;
  private double below;
  private double scale;

  /**
   * An axis.
   *
   * @param length pixels of the image
   * @param start where the first cell begins, in pixels
   * @param cellSize pixels per cell
   */
  AxisSpread(
      TruncatedGaussian gaussian,
      BorderHandling border,
      int length,
      double start,
      double cellSize,
      int cells) {
    this.gaussian = gaussian;
    this.border = border;
    this.length = length;
    this.start = start;
    this.cellSize = cellSize;
    this.weights = new double[cells];
  }

  /** The first cell that the last head reaches. */
  int first() {
    return first;
  }

  /** One more than the last cell that the last head reaches; at most {@link #first()} if none. */
  int end() {
    return end;
  }

  /** The share of the last head in each cell, from {@link #first()} to {@link #end()} only. */
  double[] weights() {
    return weights;
  }

  /** Spreads a head at a position inside the image; returns whether it reaches any cell. */
  boolean spread(double headPosition, double headSigma) {
    double reach = gaussian.truncation() * headSigma;
    double low = Math.max(0, Math.floor(headPosition - reach));
    double high = Math.min(length, Math.ceil(headPosition + reach));
    first = cellWithin(Math.floor((low - start) / cellSize));
    end = cellWithin(Math.ceil((high - start) / cellSize));
    if (first >= end) {
      return false;
    }
    position = headPosition;
    sigma = headSigma;
    perPixel = 1 / headSigma;
    below = border == BorderHandling.REFLECTED ? 0 : weightBelow(0);
    scale = border == BorderHandling.RENORMALIZED ? 1 / (weightBelow(length) - below) : 1;
    double before = cumulative(start + first * cellSize);
    for (int cell = first; cell < end; cell++) {
      double after = cumulative(start + (cell + 1) * cellSize);
      weights[cell] = after - before;
      before = after;
    }
    return true;
  }

  private int cellWithin(double cell) {
    return (int) Math.max(0, Math.min(weights.length, cell));
  }

  /** Weight inside the image below a coordinate, straight lines between the edges of pixels. */
  private double cumulative(double coordinate) {
    double inside = coordinate < 0 ? 0 : coordinate > length ? length : coordinate;
    int edge = (int) inside;
    double fraction = inside - edge;
    double atEdge = atPixelEdge(edge);
    return fraction == 0 ? atEdge : atEdge + fraction * (atPixelEdge(edge + 1) - atEdge);
  }

  private double atPixelEdge(int edge) {
    if (border != BorderHandling.REFLECTED) {
      return (weightBelow(edge) - below) * scale;
    }
    long images = (long) (gaussian.truncation() * sigma / (2.0 * length)) + 1;
    double sum = 0;
    for (long image = -images; image <= images; image++) {
      double shift = 2.0 * image * length;
      sum += weightBelow(shift + edge) - weightBelow(shift - edge);
    }
    return sum;
  }

  private double weightBelow(double coordinate) {
    return gaussian.below((coordinate - position) * perPixel);
  }
}
