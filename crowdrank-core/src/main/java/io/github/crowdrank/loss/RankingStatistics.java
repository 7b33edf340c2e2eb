package io.github.crowdrank.loss;

import java.util.Arrays;

/**
 * How well a batch of nested patches is ranked, and whether its estimates have collapsed: without
 * margin, a network that says the same of every picture has no ranking loss and no gradient. A
 * share of ties near 1 or a deviation of counts near 0 tells it apart from one that ranks well.
 *
 * @param pairs compared; 1 or more in {@linkplain #of a batch}, 0 where there was nothing to rank
 * @param violated pairs whose inner patch has the greater estimate
 * @param tied pairs with exactly equal estimates
 * @param countDeviation standard deviation of the estimated counts of all patches, in persons; NaN
 *     of no patches
 */
public record RankingStatistics(int pairs, int violated, int tied, double countDeviation) {
  /**
   * The statistics of a batch.
   *
   * @param predicted as for {@link RankingHingeLoss#evaluate(float[], int, int)}
   * @param patches number of maps
   * @param patchesPerGroup patches nested in each other, the largest first
   * @throws IllegalArgumentException if the numbers do not fit each other or a prediction is not
   *     finite
   */
  public static RankingStatistics of(float[] predicted, int patches, int patchesPerGroup) {
    Shapes.checkGroups(patches, patchesPerGroup);
    int cells = Shapes.cellsOf(predicted.length, patches);
    double[] counts = MapSums.of(predicted, patches);
    if (!Arrays.stream(counts).allMatch(Double::isFinite)) {
      throw notFinite(predicted, cells);
    }
    int pairs = 0;
    int violated = 0;
    int tied = 0;
    for (int outer = 0; outer < patches; outer++) {
      int end = (outer / patchesPerGroup + 1) * patchesPerGroup;
      for (int inner = outer + 1; inner < end; inner++) {
        pairs++;
        violated += counts[inner] > counts[outer] ? 1 : 0;
        tied += counts[inner] == counts[outer] ? 1 : 0;
      }
    }
    return new RankingStatistics(pairs, violated, tied, deviation(counts));
  }

  private static IllegalArgumentException notFinite(float[] predicted, int cells) {
    int i = 0;
    while (Float.isFinite(predicted[i])) {
      i++;
    }
    return new IllegalArgumentException(
        "a prediction is finite but cell %d of patch %d was %s"
            .formatted(i % cells, i / cells, predicted[i]));
  }

  private static double deviation(double[] counts) {
    double mean = Arrays.stream(counts).sum() / counts.length;
    double squares = 0;
    for (double count : counts) {
      squares += (count - mean) * (count - mean);
    }
    return Math.sqrt(squares / counts.length);
  }

  /** Share of violated pairs, 0 to 1; NaN if nothing was compared. */
  public double violatedShare() {
    return (double) violated / pairs;
  }

  /** Share of exact ties, 0 to 1; NaN if nothing was compared. */
  public double tiedShare() {
    return (double) tied / pairs;
  }
}
