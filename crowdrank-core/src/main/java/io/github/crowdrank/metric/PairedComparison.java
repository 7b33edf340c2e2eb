package io.github.crowdrank.metric;

import java.util.List;

/**
 * Whether one model counts the same images better than another. Two intervals that overlap say
 * little of it, for the same images are hard for both; the differences on each image say more.
 *
 * @param images how many both counted
 * @param meanDifference mean of the first model's absolute error minus the second's, in persons:
 *     below 0 where the first is better
 * @param interval bootstrap interval of that mean
 * @param signedRankP p-value of Wilcoxon's signed-rank test, two-sided; exact up to 200 images. 1
 *     if all errors are the same
 * @param signFlipP p-value of the permutation test that flips the signs of differences, two-sided;
 *     exact where all choices of signs are no more than the bootstrap's resamples
 */
public record PairedComparison(
    int images, double meanDifference, Interval interval, double signedRankP, double signFlipP) {
  /** With fewer images no two-sided test can fall below 0.05. */
  public static final int FEWEST_IMAGES = 6;

  /**
   * Compares two models.
   *
   * @param first the counts of one model
   * @param second those of the other, of the same images in the same order
   * @param bootstrap how the interval is found, and how many signs are flipped at random
   * @throws IllegalArgumentException if the images differ in number or in their true counts, or are
   *     fewer than 6, with which no two-sided test can fall below 0.05
   */
  public static PairedComparison of(
      List<CountPair> first, List<CountPair> second, Bootstrap bootstrap) {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException(
          "a comparison needs the same images but had %d and %d"
              .formatted(first.size(), second.size()));
    }
    if (first.size() < FEWEST_IMAGES) {
      throw new IllegalArgumentException(
          "a comparison needs %d or more images to tell anything but had %d"
              .formatted(FEWEST_IMAGES, first.size()));
    }
    double[] differences = new double[first.size()];
    for (int i = 0; i < differences.length; i++) {
      if (first.get(i).truth() != second.get(i).truth()) {
        throw new IllegalArgumentException(
            "a comparison needs the same images but image %d has %s and %s people"
                .formatted(i, first.get(i).truth(), second.get(i).truth()));
      }
      differences[i] = first.get(i).absoluteError() - second.get(i).absoluteError();
    }
    Interval interval = bootstrap.mean(differences);
    return new PairedComparison(
        differences.length,
        interval.estimate(),
        interval,
        SignedRankTest.pValue(differences),
        SignFlipTest.pValue(differences, bootstrap.resamples(), bootstrap.seed()));
  }
}
