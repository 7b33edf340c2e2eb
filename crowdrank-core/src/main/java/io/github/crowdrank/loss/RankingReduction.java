package io.github.crowdrank.loss;

/** What the sum of the hinges of a batch is divided by. */
public enum RankingReduction {
  /** Nothing: Eq. 5 as printed. */
  SUM,
  /** The number of patches, as the ranking layer of the first author's RankIQA does. */
  MEAN_IMAGES,
  /** The number of pairs. */
  MEAN_PAIRS;

  /** What the loss of some whole groups counts in that of the batch they belong to. */
  double share(int patches, int all) {
    return this == SUM ? 1 : (double) patches / all;
  }
}
