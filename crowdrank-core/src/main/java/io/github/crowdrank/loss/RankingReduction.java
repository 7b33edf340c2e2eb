package io.github.crowdrank.loss;

/** What the sum of the hinges of a batch is divided by. */
public enum RankingReduction {
  /** Nothing: Eq. 5 as printed. */
  SUM,
  /** The number of patches, as the ranking layer of the first author's RankIQA does. */
  MEAN_IMAGES,
  /** The number of pairs. */
  MEAN_PAIRS
}
