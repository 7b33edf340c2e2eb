package io.github.crowdrank.metric;

/**
 * How many pairs of nested patches have their estimates in the right order. An exact tie is neither
 * right nor wrong, so that a network that says the same of every patch does not seem to rank well.
 *
 * @param pairs compared
 * @param correct pairs whose outer patch has the greater estimate
 * @param tied pairs with exactly equal estimates
 */
public record RankingAccuracy(int pairs, int correct, int tied) {
  /** Nothing compared yet. */
  public static RankingAccuracy empty() {
    return new RankingAccuracy(0, 0, 0);
  }

  /**
   * All pairs of one chain of nested patches.
   *
   * @param counts estimates from the largest to the smallest patch
   * @throws IllegalArgumentException if one is not finite
   */
  public static RankingAccuracy of(double... counts) {
    int pairs = 0;
    int correct = 0;
    int tied = 0;
    for (int outer = 0; outer < counts.length; outer++) {
      if (!Double.isFinite(counts[outer])) {
        throw new IllegalArgumentException(
            "an estimate is finite but that of patch %d was %s".formatted(outer, counts[outer]));
      }
      for (int inner = outer + 1; inner < counts.length; inner++) {
        pairs++;
        correct += counts[outer] > counts[inner] ? 1 : 0;
        tied += counts[outer] == counts[inner] ? 1 : 0;
      }
    }
    return new RankingAccuracy(pairs, correct, tied);
  }

  /** Both together. */
  public RankingAccuracy plus(RankingAccuracy other) {
    return new RankingAccuracy(
        Math.addExact(pairs, other.pairs),
        Math.addExact(correct, other.correct),
        Math.addExact(tied, other.tied));
  }

  /** Share of pairs in the right order, 0 to 1; NaN if nothing was compared. */
  public double correctShare() {
    return (double) correct / pairs;
  }

  /** Pairs whose inner patch has the greater estimate. */
  public int violated() {
    return pairs - correct - tied;
  }

  /** Share of pairs in the wrong order, 0 to 1; NaN if nothing was compared. */
  public double violatedShare() {
    return (double) violated() / pairs;
  }

  /** Share of exact ties, 0 to 1; NaN if nothing was compared. */
  public double tiedShare() {
    return (double) tied / pairs;
  }
}
