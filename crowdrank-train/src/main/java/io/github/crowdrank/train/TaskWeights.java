package io.github.crowdrank.train;

/**
 * How much each task counts in one step. A task of weight 0 draws no images in that step.
 *
 * @param counting weight of the counting loss, 0 or more
 * @param ranking weight of the ranking loss, 0 or more; at least one of the two is positive
 */
public record TaskWeights(double counting, double ranking) {
  /**
   * Checks the weights.
   *
   * @throws IllegalArgumentException if one is negative or not finite, or both are 0
   */
  public TaskWeights {
    if (!(counting >= 0 && ranking >= 0 && counting + ranking > 0)
        || Double.isInfinite(counting + ranking)) {
      throw new IllegalArgumentException(
          "task weights are finite, not negative and not both 0 but were counting %s, ranking %s"
              .formatted(counting, ranking));
    }
  }

  boolean counts() {
    return counting > 0;
  }

  boolean ranks() {
    return ranking > 0;
  }
}
