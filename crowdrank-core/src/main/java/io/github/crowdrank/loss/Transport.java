package io.github.crowdrank.loss;

import java.util.Arrays;

/**
 * The cost of carrying one distribution on a grid to another, by squared distance in cells, with
 * entropic regularisation (Cuturi, NIPS 2013), which may be negative. Sinkhorn's algorithm, its
 * kernel applied along rows and columns.
 */
final class Transport {
  /** Keeps quotients finite where the kernel has vanished. */
  private static final double LEAST = 1e-300;

  private final int width;
  private final int height;
  private final double regularization;
  private final int iterations;
  private final double[] alongX;
  private final double[] alongY;

  /**
   * For distributions on a grid.
   *
   * @param blur of the plan in cells
   */
  Transport(int width, int height, double blur, int iterations) {
    this.width = width;
    this.height = height;
    this.regularization = 2 * blur * blur;
    this.iterations = iterations;
    this.alongX = kernel(width);
    this.alongY = kernel(height);
  }

  private double[] kernel(int length) {
    double[] values = new double[length];
    for (int distance = 0; distance < length; distance++) {
      values[distance] = Math.exp(-distance * (double) distance / regularization);
    }
    return values;
  }

  /**
   * The regularised cost, whose derivative the potential is: that of the plan, 0 or more, less the
   * regularisation times the entropy that the plan has beyond {@code to}. Where both are the same
   * it is 0 if all is in one cell and else below 0, but no less than minus the regularisation times
   * their entropy.
   *
   * @param from where mass is; sums to 1
   * @param to where it shall be; sums to 1
   * @param potential receives the derivative of the cost with respect to each cell of {@code to},
   *     but for a constant
   */
  double cost(double[] from, double[] to, double[] potential) {
    double[] scaleFrom = new double[from.length];
    Arrays.fill(scaleFrom, 1);
    double[] scaleTo = new double[to.length];
    for (int i = 0; i < iterations; i++) {
      divide(to, blurred(scaleFrom), scaleTo);
      divide(from, blurred(scaleTo), scaleFrom);
    }
    double[] reached = blurred(scaleFrom);
    double cost = 0;
    for (int i = 0; i < from.length; i++) {
      potential[i] = -regularization * Math.log(Math.max(LEAST, reached[i]));
      cost += to[i] * potential[i];
      if (from[i] > 0) {
        cost += from[i] * regularization * Math.log(Math.max(LEAST, scaleFrom[i]));
      }
    }
    return cost;
  }

  private static void divide(double[] values, double[] by, double[] result) {
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] / Math.max(LEAST, by[i]);
    }
  }

  private double[] blurred(double[] values) {
    double[] rows = new double[values.length];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      for (int source = 0; source < width; source++) {
        double value = values[row + source];
        if (value != 0) {
          for (int x = 0; x < width; x++) {
            rows[row + x] += value * alongX[Math.abs(x - source)];
          }
        }
      }
    }
    double[] both = new double[values.length];
    for (int y = 0; y < height; y++) {
      for (int source = 0; source < height; source++) {
        double factor = alongY[Math.abs(y - source)];
        for (int x = 0; x < width; x++) {
          both[y * width + x] += factor * rows[source * width + x];
        }
      }
    }
    return both;
  }
}
