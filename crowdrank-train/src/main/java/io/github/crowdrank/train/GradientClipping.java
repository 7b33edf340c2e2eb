package io.github.crowdrank.train;

/**
 * Shortens a gradient that is much longer than gradients have been lately. Steps that count, that
 * rank and that do both each have a mean of their own.
 *
 * @param factor how many times the running mean of lengths is allowed, more than 1; infinity never
 *     clips
 * @param smoothing share of the old mean in the new one, 0 to below 1
 */
public record GradientClipping(double factor, double smoothing) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public GradientClipping {
    if (!(factor > 1)) {
      throw new IllegalArgumentException("clipping factor is more than 1 but was " + factor);
    }
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("smoothing is 0 to below 1 but was " + smoothing);
    }
  }

  /** 1.5 times a mean over about fifty steps. */
  public static GradientClipping relative() {
    return new GradientClipping(1.5, 0.98);
  }

  /** Never clips, also where a {@link Preset} would. */
  public static GradientClipping none() {
    return new GradientClipping(Double.POSITIVE_INFINITY, 0);
  }

  /**
   * Clips in place.
   *
   * @param runningMean mean length so far, 0 before the first step
   * @return the new mean, of lengths after clipping other than 0
   */
  double apply(float[] gradient, double runningMean) {
    double length = length(gradient);
    if (runningMean == 0) {
      return length;
    }
    if (length == 0) {
      // A step of ranking without a violated pair says nothing of the length of those with one. The
      // mean falls faster than it may rise: with a third of such steps it would fall to nothing.
      return runningMean;
    }
    double limit = factor * runningMean;
    if (length > limit) {
      float shrink = (float) (limit / length);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= shrink;
      }
      length = limit;
    }
    return smoothing * runningMean + (1 - smoothing) * length;
  }

  static double length(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
