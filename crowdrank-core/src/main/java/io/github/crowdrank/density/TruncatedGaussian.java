package io.github.crowdrank.density;

import org.apache.commons.math3.special.Erf;

/**
 * The cumulative distribution of a standard normal variable that is cut off on both sides and
 * scaled to weigh 1. Immutable.
 *
 * <p>Tabulated with its derivative at 128 points per standard deviation and interpolated by cubic
 * Hermite polynomials: within 1e-10 of the error function at a small part of its cost.
 */
final class TruncatedGaussian {
  private static final int POINTS_PER_SIGMA = 128;

  private final double truncation;
  private final double[] values;
  private final double[] slopes;

  TruncatedGaussian(double truncation) {
    this.truncation = truncation;
    int points = (int) Math.ceil(truncation * POINTS_PER_SIGMA) + 1;
    this.values = new double[points];
    this.slopes = new double[points];
    double mass = Erf.erf(truncation / Math.sqrt(2));
    for (int i = 0; i < points; i++) {
      double z = (double) i / POINTS_PER_SIGMA;
      values[i] = Erf.erf(z / Math.sqrt(2)) / mass / 2;
      slopes[i] = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / mass / POINTS_PER_SIGMA;
    }
  }

  /** Where the distribution ends, in standard deviations from its centre. */
  double truncation() {
    return truncation;
  }

  /** The weight below {@code z} standard deviations: 0 up to the lower end, 1 from the upper on. */
  double below(double z) {
    if (z <= -truncation) {
      return 0;
    }
    if (z >= truncation) {
      return 1;
    }
    return z < 0 ? 0.5 - fromCenter(-z) : 0.5 + fromCenter(z);
  }

  private double fromCenter(double z) {
    double position = z * POINTS_PER_SIGMA;
    int i = (int) position;
    double t = position - i;
    double rest = 1 - t;
    return values[i] * rest * rest * (1 + 2 * t)
        + values[i + 1] * t * t * (1 + 2 * rest)
        + slopes[i] * t * rest * rest
        - slopes[i + 1] * t * t * rest;
  }
}
