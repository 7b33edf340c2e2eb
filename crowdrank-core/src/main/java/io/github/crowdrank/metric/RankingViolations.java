package io.github.crowdrank.metric;

/**
 * How often and by how much nested patches are counted against their order: an inner patch cannot
 * hold more people than the one around it. An exact tie violates nothing.
 *
 * @param pairs compared
 * @param violated pairs whose inner patch has the greater estimate
 * @param excess by how many persons, all violated pairs together; 0 or more
 * @param people estimated in the outer patches of all pairs together, negative estimates taken as 0
 */
public record RankingViolations(int pairs, int violated, double excess, double people) {
  /** Nothing compared yet. */
  public static RankingViolations empty() {
    return new RankingViolations(0, 0, 0, 0);
  }

  /**
   * All pairs of one chain of nested patches.
   *
   * @param counts estimates from the largest to the smallest patch
   * @throws IllegalArgumentException if one is not finite
   */
  public static RankingViolations of(double... counts) {
    RankingAccuracy accuracy = RankingAccuracy.of(counts);
    double excess = 0;
    double people = 0;
    for (int outer = 0; outer < counts.length; outer++) {
      for (int inner = outer + 1; inner < counts.length; inner++) {
        excess += Math.max(0, counts[inner] - counts[outer]);
        people += Math.max(0, counts[outer]);
      }
    }
    return new RankingViolations(accuracy.pairs(), accuracy.violated(), excess, people);
  }

  /** Both together. */
  public RankingViolations plus(RankingViolations other) {
    return new RankingViolations(
        Math.addExact(pairs, other.pairs),
        Math.addExact(violated, other.violated),
        excess + other.excess,
        people + other.people);
  }

  /** Share of pairs that are violated, 0 to 1; NaN if nothing was compared. */
  public double rate() {
    return (double) violated / pairs;
  }

  /**
   * Excess as a share of the people in the outer patches, 0 or more; 0 where there is no excess,
   * infinite where nobody was counted in any outer patch.
   */
  public double size() {
    return excess == 0 ? 0 : excess / people;
  }
}
