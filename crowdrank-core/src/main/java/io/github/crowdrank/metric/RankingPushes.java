package io.github.crowdrank.metric;

import java.util.List;

/**
 * Whether the ranking loss pushes where the error is, told from patches of which the truth is
 * known. The hinge pushes the patches of violated pairs and no others: the inner one down, the
 * outer one up.
 *
 * <p>One of the two pushes is right in every violated pair, whatever counted: an inner patch that
 * is not overcounted and has the greater estimate all the same leaves the outer one undercounted.
 * So half of the pushes are right at least, and what tells is how often both are.
 *
 * @param all every pair of a chain, violated or not: how often pushes of this kind would be right
 *     anywhere
 * @param violated those whose inner patch has the greater estimate
 * @param pushed patches that are in a violated pair
 * @param helped those of them whose pushes, one for each violated pair, add up to one towards the
 *     truth
 * @param harmed those of them whose pushes add up to one away from it
 * @param unpushed patches that are in none
 */
public record RankingPushes(
    PairDirections all,
    PairDirections violated,
    PatchErrors pushed,
    PatchErrors helped,
    PatchErrors harmed,
    PatchErrors unpushed) {
  /** Nothing compared yet. */
  public static RankingPushes empty() {
    return new RankingPushes(
        PairDirections.NONE,
        PairDirections.NONE,
        PatchErrors.NONE,
        PatchErrors.NONE,
        PatchErrors.NONE,
        PatchErrors.NONE);
  }

  /**
   * All pairs of one chain of nested patches.
   *
   * @param chain true and estimated counts from the largest to the smallest patch
   */
  public static RankingPushes of(List<CountPair> chain) {
    PairDirections all = PairDirections.NONE;
    PairDirections violated = PairDirections.NONE;
    int[] down = new int[chain.size()];
    boolean[] touched = new boolean[chain.size()];
    for (int outer = 0; outer < chain.size(); outer++) {
      for (int inner = outer + 1; inner < chain.size(); inner++) {
        PairDirections pair = PairDirections.of(chain.get(outer), chain.get(inner));
        all = all.plus(pair);
        if (chain.get(inner).estimate() > chain.get(outer).estimate()) {
          violated = violated.plus(pair);
          down[inner]++;
          down[outer]--;
          touched[inner] = true;
          touched[outer] = true;
        }
      }
    }
    RankingPushes pushes =
        new RankingPushes(
            all, violated, PatchErrors.NONE, PatchErrors.NONE, PatchErrors.NONE, PatchErrors.NONE);
    for (int i = 0; i < chain.size(); i++) {
      pushes = pushes.plus(ofPatch(chain.get(i), touched[i], down[i]));
    }
    return pushes;
  }

  private static RankingPushes ofPatch(CountPair counts, boolean isPushed, int down) {
    PatchErrors patch = new PatchErrors(1, counts.truth(), counts.absoluteError());
    double lessened = down * counts.error();
    return new RankingPushes(
        PairDirections.NONE,
        PairDirections.NONE,
        isPushed ? patch : PatchErrors.NONE,
        lessened > 0 ? patch : PatchErrors.NONE,
        down != 0 && lessened <= 0 ? patch : PatchErrors.NONE,
        isPushed ? PatchErrors.NONE : patch);
  }

  /** Both together. */
  public RankingPushes plus(RankingPushes other) {
    return new RankingPushes(
        all.plus(other.all),
        violated.plus(other.violated),
        pushed.plus(other.pushed),
        helped.plus(other.helped),
        harmed.plus(other.harmed),
        unpushed.plus(other.unpushed));
  }

  /** All patches. */
  public PatchErrors patches() {
    return pushed.plus(unpushed);
  }
}
