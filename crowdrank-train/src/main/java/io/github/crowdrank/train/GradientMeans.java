package io.github.crowdrank.train;

/**
 * Running means of gradient lengths, one for each kind of step. The gradients of counting may be a
 * million times as long as those of ranking alone, and a mean of both is no measure of either:
 * after a stretch of ranking, it would have the first thousand gradients of counting cut to next to
 * nothing.
 *
 * @param counting of steps that count and do not rank, 0 before the first
 * @param ranking of steps that rank and do not count, 0 before the first
 * @param both of steps that do both, 0 before the first
 */
record GradientMeans(double counting, double ranking, double both) {
  static GradientMeans none() {
    return new GradientMeans(0, 0, 0);
  }

  /**
   * What an older version knew, which had one mean for all steps. Where steps of one kind were
   * taken alone it is theirs. Steps that counted and ranked by turns start anew, but for those that
   * did both at once.
   *
   * @param counted whether a step has counted
   * @param ranked whether a step has ranked
   */
  static GradientMeans ofOneMean(double mean, boolean counted, boolean ranked) {
    return new GradientMeans(
        counted && !ranked ? mean : 0, ranked && !counted ? mean : 0, counted && ranked ? mean : 0);
  }

  /** The mean of one kind of step. */
  double of(TaskWeights tasks) {
    if (tasks.counts() && tasks.ranks()) {
      return both;
    }
    return tasks.counts() ? counting : ranking;
  }

  /** The same with another mean of one kind of step. */
  GradientMeans with(TaskWeights tasks, double mean) {
    if (tasks.counts() && tasks.ranks()) {
      return new GradientMeans(counting, ranking, mean);
    }
    return tasks.counts()
        ? new GradientMeans(mean, ranking, both)
        : new GradientMeans(counting, mean, both);
  }
}
