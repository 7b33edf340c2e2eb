package io.github.crowdrank.calibration;

import java.util.List;

/**
 * What annotated images taught about the counts of a model. Immutable and safe for use by many
 * threads.
 *
 * <p>Intervals are those of split conformal prediction. The score of an annotated image is {@code
 * |count - truth| / scale}, where {@code scale = deviation + 0.1 * max(0, count) + 10} and the
 * deviation is how far other views of the picture are counted differently. The {@code ceil((n + 1)
 * * confidence)}-th smallest of the {@code n} scores, times the scale of a new picture, is how far
 * its interval reaches to both sides. If the new picture and those of the scores are drawn from the
 * same kind of pictures in any order, the interval holds the truth at least as often as {@code
 * confidence} says, and at most {@code 1 / (n + 1)} more often where no two scores are equal. Of
 * pictures of another kind it says nothing.
 *
 * @param curve corrects counts
 * @param scores of annotated images whose counts were corrected by this curve and which were not
 *     used to fit it, from the smallest on; none if there are no intervals
 * @see <a href="https://doi.org/10.1080/01621459.2017.1307116">Lei et al., Distribution-Free
 *     Predictive Inference for Regression, JASA 2018</a>
 */
public record Calibration(CountCurve curve, List<Double> scores) {
  /** Counts stay as they are and have no intervals. */
  public static final Calibration NONE = new Calibration(CountCurve.IDENTITY, List.of());

  /** Pictures whose views agree are miscounted, too: by a share of the people and by some. */
  private static final double SHARE = 0.1;

  private static final double SOME = 10;

  /** Keeps the ceiling from the next whole number where the product is one but for rounding. */
  private static final double ROUNDING = 1e-9;

  /**
   * Sorts and checks the scores.
   *
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public Calibration {
    scores = scores.stream().sorted().toList();
    for (double score : scores) {
      if (!(score >= 0 && score < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("scores are finite and 0 or more but one was " + score);
      }
    }
  }

  /**
   * How far a count is off, measured by what its deviation would let one expect.
   *
   * @param deviation 0 or more, in persons
   */
  public static double score(double count, double deviation, double truth) {
    return Math.abs(count - truth) / scale(count, deviation);
  }

  private static double scale(double count, double deviation) {
    return deviation + SHARE * Math.max(0, count) + SOME;
  }

  /**
   * The interval of a count.
   *
   * @param deviation of the counts of other views, 0 or more, in persons
   * @param confidence more than 0 and less than 1, such as 0.9
   * @throws IllegalArgumentException if the confidence is out of range, or there are too few scores
   *     for it; the message says how many it needs
   */
  public CountInterval interval(double count, double deviation, double confidence) {
    double reach = quantile(confidence) * scale(count, deviation);
    return new CountInterval(
        count, Math.max(0, count - reach), Math.max(0, count + reach), confidence);
  }

  private double quantile(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence is more than 0 and less than 1 but was " + confidence);
    }
    double rank = Math.max(1, Math.ceil((scores.size() + 1) * confidence - ROUNDING));
    if (rank > scores.size()) {
      throw new IllegalArgumentException(
          "intervals of confidence %s need %.0f calibrated images or more but the model has %d"
              .formatted(confidence, fewest(confidence), scores.size()));
    }
    return scores.get((int) rank - 1);
  }

  /** The least number of scores of which one has the rank for a confidence. */
  private static double fewest(double confidence) {
    return Math.max(1, Math.ceil((confidence - ROUNDING) / (1 - confidence)));
  }
}
