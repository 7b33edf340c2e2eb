package io.github.crowdrank.metric;

/**
 * Of pairs of nested patches, how often the ranking loss would push the right way. It lowers the
 * inner estimate and raises the outer one, which lessens an error only where the inner patch is
 * overcounted and the outer one undercounted.
 *
 * @param pairs compared
 * @param innerOver pairs whose inner patch is overcounted: lowering it is right
 * @param outerUnder pairs whose outer patch is undercounted: raising it is right
 * @param both pairs of which both is so
 */
public record PairDirections(int pairs, int innerOver, int outerUnder, int both) {
  static final PairDirections NONE = new PairDirections(0, 0, 0, 0);

  static PairDirections of(CountPair outer, CountPair inner) {
    boolean over = inner.error() > 0;
    boolean under = outer.error() < 0;
    return new PairDirections(1, over ? 1 : 0, under ? 1 : 0, over && under ? 1 : 0);
  }

  /** Both together. */
  public PairDirections plus(PairDirections other) {
    return new PairDirections(
        Math.addExact(pairs, other.pairs),
        Math.addExact(innerOver, other.innerOver),
        Math.addExact(outerUnder, other.outerUnder),
        Math.addExact(both, other.both));
  }
}
