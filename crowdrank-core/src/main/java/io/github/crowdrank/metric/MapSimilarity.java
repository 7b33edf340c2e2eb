package io.github.crowdrank.metric;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;

/**
 * How alike an estimated density map is to the true one, both seen as pictures with one value per
 * pixel, scaled to a dynamic range of 1.
 *
 * <p>Equal maps have PSNR infinity and SSIM 1, also where nobody is in them. If nobody is in the
 * true map alone there is no range to scale by, and both are NaN.
 *
 * @param psnr peak signal-to-noise ratio in decibels: {@code -10 log10} of the mean squared
 *     difference; more is better
 * @param ssim mean structural similarity, -1 to 1, with a Gaussian window of 11x11 pixels and
 *     standard deviation 1.5, K1 0.01 and K2 0.03, over all places where the window fits; NaN if a
 *     side has less than 11 pixels
 * @see <a href="https://doi.org/10.1109/TIP.2003.819861">Wang et al., Image Quality Assessment,
 *     IEEE TIP 2004</a>
 */
public record MapSimilarity(double psnr, double ssim) {
  /**
   * Compares an estimate of any resolution with a true map of one cell per pixel. The estimate is
   * interpolated linearly between the middles of its cells, as papers that compare at the size of
   * the image do, and keeps the people per area.
   *
   * @param truth people per pixel
   * @param estimate people per cell
   * @param grid where the cells of the estimate lie in the image
   * @throws IllegalArgumentException if the grid does not fit the estimate
   */
  public static MapSimilarity of(
      DensityMap truth, DensityMap estimate, CellGrid grid, MapScaling scaling) {
    return of(truth, LinearInterpolation.toPixels(estimate, grid, truth), scaling);
  }

  /**
   * Compares maps of one size.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public static MapSimilarity of(DensityMap truth, DensityMap estimate, MapScaling scaling) {
    if (truth.width() != estimate.width() || truth.height() != estimate.height()) {
      throw new IllegalArgumentException(
          "maps of one size can be compared but they were " + truth + " and " + estimate);
    }
    if (truth.equals(estimate)) {
      return new MapSimilarity(Double.POSITIVE_INFINITY, 1);
    }
    double truePeak = peak(truth);
    if (truePeak == 0) {
      return new MapSimilarity(Double.NaN, Double.NaN);
    }
    double ownPeak = peak(estimate);
    double divisor = scaling == MapScaling.TRUE_PEAK ? truePeak : ownPeak > 0 ? ownPeak : 1;
    return new MapSimilarity(
        psnr(truth, 1 / truePeak, estimate, 1 / divisor),
        new StructuralSimilarity(truth, 1 / truePeak, estimate, 1 / divisor).mean());
  }

  /** The largest value, at least 0. */
  private static double peak(DensityMap map) {
    double peak = 0;
    for (int y = 0; y < map.height(); y++) {
      for (int x = 0; x < map.width(); x++) {
        peak = Math.max(peak, map.at(x, y));
      }
    }
    return peak;
  }

  private static double psnr(
      DensityMap truth, double trueScale, DensityMap estimate, double estimateScale) {
    double squares = 0;
    for (int y = 0; y < truth.height(); y++) {
      for (int x = 0; x < truth.width(); x++) {
        double difference = estimateScale * estimate.at(x, y) - trueScale * truth.at(x, y);
        squares += difference * difference;
      }
    }
    return -10 * Math.log10(squares / truth.width() / truth.height());
  }
}
