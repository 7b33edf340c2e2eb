package io.github.crowdrank.metric;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Confidence intervals by drawing images from the set with replacement, again and again. They say
 * how far another set of images like these may differ; nothing of images that are unlike these.
 * Errors of counting are skewed, which is why BCa is the default. Below some 20 images any such
 * interval is too narrow.
 *
 * <p>The same seed gives the same interval. Immutable.
 *
 * @param resamples how many sets are drawn, 100 or more
 * @param confidence share of the intervals that hold the true value, more than 0 and less than 1
 * @param method how the resampled values become an interval
 * @param seed what the draws follow from
 * @see <a href="https://doi.org/10.1080/01621459.1987.10478410">Efron, Better Bootstrap Confidence
 *     Intervals, JASA 1987</a>
 */
public record Bootstrap(int resamples, double confidence, IntervalMethod method, long seed) {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public Bootstrap {
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples are 100 or more but were " + resamples);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence is more than 0 and less than 1 but was " + confidence);
    }
  }

  /** BCa intervals of 95 % from 10,000 resamples with seed 1. */
  public static Bootstrap standard() {
    return new Bootstrap(10_000, 0.95, IntervalMethod.BCA, 1);
  }

  /**
   * Intervals of MAE, MSE and NAE.
   *
   * @throws IllegalArgumentException if there are fewer than 2 images
   */
  public ErrorIntervals errors(List<CountPair> counts) {
    double[] absolute = counts.stream().mapToDouble(CountPair::absoluteError).toArray();
    double[] squared = Arrays.stream(absolute).map(error -> error * error).toArray();
    double[] relative =
        counts.stream()
            .filter(pair -> pair.truth() > 0)
            .mapToDouble(pair -> pair.absoluteError() / pair.truth())
            .toArray();
    return new ErrorIntervals(
        mean(absolute),
        ofMean(squared, mean -> Math.sqrt(Math.max(0, mean))),
        relative.length < 2 ? null : mean(relative));
  }

  /**
   * The interval of the mean of a value that each image has.
   *
   * @param values 2 or more, finite
   * @throws IllegalArgumentException if there are fewer or one is not finite
   */
  public Interval mean(double... values) {
    return ofMean(values, DoubleUnaryOperator.identity());
  }

  /**
   * The interval of what a part is of a whole over all images, where the images differ in how much
   * of the whole they hold. Of the sets drawn, those that hold nothing of it are drawn again.
   *
   * @param parts of each image, finite
   * @param wholes of each image, in the same order: finite and 0 or more
   * @throws IllegalArgumentException if the two differ in number, one is out of range, or fewer
   *     than 2 images hold anything of the whole
   */
  public Interval ratio(double[] parts, double[] wholes) {
    if (parts.length != wholes.length) {
      throw new IllegalArgumentException(
          "each image has a part and a whole but there were %d and %d"
              .formatted(parts.length, wholes.length));
    }
    for (int i = 0; i < parts.length; i++) {
      if (!Double.isFinite(parts[i]) || !(wholes[i] >= 0 && Double.isFinite(wholes[i]))) {
        throw new IllegalArgumentException(
            "parts are finite and wholes 0 or more but those of image %d were %s and %s"
                .formatted(i, parts[i], wholes[i]));
      }
    }
    long holding = Arrays.stream(wholes).filter(whole -> whole > 0).count();
    if (holding < 2) {
      throw new IllegalArgumentException(
          "an interval needs 2 or more images that hold anything but had " + holding);
    }
    double part = Arrays.stream(parts).sum();
    double whole = Arrays.stream(wholes).sum();
    double[] without = new double[parts.length];
    for (int i = 0; i < without.length; i++) {
      without[i] = (part - parts[i]) / (whole - wholes[i]);
    }
    return interval(part / whole, resampledRatios(parts, wholes), without);
  }

  private double[] resampledRatios(double[] parts, double[] wholes) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] ratios = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      double part;
      double whole;
      do {
        part = 0;
        whole = 0;
        for (int j = 0; j < parts.length; j++) {
          int drawn = random.nextInt(parts.length);
          part += parts[drawn];
          whole += wholes[drawn];
        }
      } while (whole == 0);
      ratios[i] = part / whole;
    }
    return ratios;
  }

  /** The interval of an ascending function of the mean. */
  private Interval ofMean(double[] values, DoubleUnaryOperator function) {
    if (values.length < 2) {
      throw new IllegalArgumentException(
          "an interval needs 2 or more images but had " + values.length);
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("values are finite but one was " + value);
      }
    }
    double sum = Arrays.stream(values).sum();
    double estimate = function.applyAsDouble(sum / values.length);
    if (Arrays.stream(values).allMatch(value -> value == values[0])) {
      return new Interval(estimate, estimate, estimate);
    }
    double[] resampled = resampledMeans(values);
    for (int i = 0; i < resampled.length; i++) {
      resampled[i] = function.applyAsDouble(resampled[i]);
    }
    double[] without =
        Arrays.stream(values)
            .map(value -> function.applyAsDouble((sum - value) / (values.length - 1)))
            .toArray();
    return interval(estimate, resampled, without);
  }

  /**
   * From what resampled sets say.
   *
   * @param without what the set says without each of its images
   */
  private Interval interval(double estimate, double[] resampled, double[] without) {
    Arrays.sort(resampled);
    double tail = (1 - confidence) / 2;
    if (method == IntervalMethod.PERCENTILE) {
      return new Interval(estimate, quantile(resampled, tail), quantile(resampled, 1 - tail));
    }
    double bias = bias(resampled, estimate);
    double acceleration = acceleration(without);
    return new Interval(
        estimate,
        quantile(resampled, corrected(tail, bias, acceleration)),
        quantile(resampled, corrected(1 - tail, bias, acceleration)));
  }

  private double[] resampledMeans(double[] values) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      double sum = 0;
      for (int j = 0; j < values.length; j++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    return means;
  }

  /** The normal quantile of the share of resampled values below the estimate. */
  private double bias(double[] resampled, double estimate) {
    double below = 0;
    for (double value : resampled) {
      below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
    }
    double least = 0.5 / resamples;
    return NORMAL.inverseCumulativeProbability(
        Math.min(1 - least, Math.max(least, below / resamples)));
  }

  /** From the skewness of what the set says without each of its images. */
  private static double acceleration(double[] without) {
    double center = Arrays.stream(without).average().orElseThrow();
    double squares = 0;
    double cubes = 0;
    for (double value : without) {
      double distance = center - value;
      squares += distance * distance;
      cubes += distance * distance * distance;
    }
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }

  private static double corrected(double probability, double bias, double acceleration) {
    double shifted = bias + NORMAL.inverseCumulativeProbability(probability);
    double slope = 1 - acceleration * shifted;
    if (slope <= 0) {
      // So skewed that the quantile has left the resampled values.
      return shifted > 0 ? 1 : 0;
    }
    return NORMAL.cumulativeProbability(bias + shifted / slope);
  }

  private static double quantile(double[] sorted, double probability) {
    double position =
        Math.min(sorted.length - 1, Math.max(0, probability * (sorted.length + 1) - 1));
    int below = (int) position;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
