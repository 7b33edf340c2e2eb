package io.github.crowdrank.metric;

import java.util.List;

/**
 * Errors of estimated counts over a set of images (Eq. 7).
 *
 * @param images number of images, 1 or more
 * @param mae mean absolute error, in persons
 * @param mse what papers print as MSE: the <em>root</em> of the mean squared error, in persons
 * @param nae mean of absolute error over true count, over the images with people in them; NaN if
 *     there is none
 * @param bias mean of estimate minus true count, in persons: above 0 where too many are counted
 */
public record CountingErrors(int images, double mae, double mse, double nae, double bias) {
  /**
   * Errors of pairs of counts.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CountingErrors of(List<CountPair> counts) {
    if (counts.isEmpty()) {
      throw new IllegalArgumentException("errors need at least one image");
    }
    Accumulator accumulator = new Accumulator();
    counts.forEach(accumulator::add);
    return accumulator.errors();
  }

  /** Collects one image after the other. For one thread at a time. */
  public static final class Accumulator {
    private int images;
    private int peopledImages;
    private double absolute;
    private double squared;
    private double relative;
    private double signed;

    /** Starts without images. */
    public Accumulator() {}

    /**
     * Adds one image.
     *
     * @param truth true count: annotated heads, 0 or more
     * @param estimate estimated count; may be negative
     * @throws IllegalArgumentException if a count is not finite or {@code truth} is negative
     */
    public void add(double truth, double estimate) {
      add(new CountPair(truth, estimate));
    }

    /** Adds one image. */
    public void add(CountPair counts) {
      double absoluteError = counts.absoluteError();
      images++;
      absolute += absoluteError;
      squared += absoluteError * absoluteError;
      signed += counts.error();
      if (counts.truth() > 0) {
        peopledImages++;
        relative += absoluteError / counts.truth();
      }
    }

    /**
     * The errors of the images so far.
     *
     * @throws IllegalStateException if there is none
     */
    public CountingErrors errors() {
      if (images == 0) {
        throw new IllegalStateException("errors need at least one image");
      }
      return new CountingErrors(
          images,
          absolute / images,
          Math.sqrt(squared / images),
          relative / peopledImages,
          signed / images);
    }
  }
}
