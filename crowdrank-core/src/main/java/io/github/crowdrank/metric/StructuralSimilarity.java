package io.github.crowdrank.metric;

import io.github.crowdrank.density.DensityMap;

/**
 * The mean SSIM of two maps of one size and dynamic range 1. The Gaussian window is applied along
 * rows and then along columns, and no more rows are kept than the window is high.
 */
final class StructuralSimilarity {
  private static final int WINDOW = 11;
  private static final double[] WEIGHTS = weights();
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;

  /** Means of a, b, aa, bb and ab. */
  private static final int MOMENTS = 5;

  private final DensityMap first;
  private final double firstScale;
  private final DensityMap second;
  private final double secondScale;

  StructuralSimilarity(DensityMap first, double firstScale, DensityMap second, double secondScale) {
    this.first = first;
    this.firstScale = firstScale;
    this.second = second;
    this.secondScale = secondScale;
  }

  private static double[] weights() {
    double[] weights = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      double distance = i - WINDOW / 2;
      weights[i] = Math.exp(-distance * distance / (2 * 1.5 * 1.5));
      sum += weights[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /** Over all places where the window fits; NaN if there is none. */
  double mean() {
    int columns = first.width() - WINDOW + 1;
    int rows = first.height() - WINDOW + 1;
    if (columns < 1 || rows < 1) {
      return Double.NaN;
    }
    double[][] filtered = new double[WINDOW][MOMENTS * columns];
    double[] moments = new double[MOMENTS * columns];
    double sum = 0;
    for (int y = 0; y < first.height(); y++) {
      filterRow(y, filtered[y % WINDOW]);
      if (y >= WINDOW - 1) {
        filterColumns(filtered, y - WINDOW + 1, moments);
        for (int x = 0; x < columns; x++) {
          sum += similarity(moments, MOMENTS * x);
        }
      }
    }
    return sum / columns / rows;
  }

  private void filterRow(int y, double[] target) {
    double[] a = new double[first.width()];
    double[] b = new double[first.width()];
    for (int x = 0; x < a.length; x++) {
      a[x] = firstScale * first.at(x, y);
      b[x] = secondScale * second.at(x, y);
    }
    for (int x = 0; x < target.length / MOMENTS; x++) {
      double meanA = 0;
      double meanB = 0;
      double meanAa = 0;
      double meanBb = 0;
      double meanAb = 0;
      for (int i = 0; i < WINDOW; i++) {
        double weightedA = WEIGHTS[i] * a[x + i];
        double weightedB = WEIGHTS[i] * b[x + i];
        meanA += weightedA;
        meanB += weightedB;
        meanAa += weightedA * a[x + i];
        meanBb += weightedB * b[x + i];
        meanAb += weightedA * b[x + i];
      }
      int at = MOMENTS * x;
      target[at] = meanA;
      target[at + 1] = meanB;
      target[at + 2] = meanAa;
      target[at + 3] = meanBb;
      target[at + 4] = meanAb;
    }
  }

  private static void filterColumns(double[][] filtered, int top, double[] target) {
    for (int at = 0; at < target.length; at++) {
      double mean = 0;
      for (int i = 0; i < WINDOW; i++) {
        mean += WEIGHTS[i] * filtered[(top + i) % WINDOW][at];
      }
      target[at] = mean;
    }
  }

  private static double similarity(double[] moments, int at) {
    double meanA = moments[at];
    double meanB = moments[at + 1];
    double varianceA = moments[at + 2] - meanA * meanA;
    double varianceB = moments[at + 3] - meanB * meanB;
    double covariance = moments[at + 4] - meanA * meanB;
    return (2 * meanA * meanB + C1)
        * (2 * covariance + C2)
        / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2));
  }
}
