package io.github.crowdrank.train;

/**
 * How much each task counts in one step. A task of weight 0 draws no images in that step.
 *
 * @param counting weight of the counting loss, 0 or 1
 * @param ranking weight of the ranking loss, 0 or more; at least one of the two is positive
 */
public record TaskWeights(double counting, double ranking) {
  /**
   * Checks the weights.
   *
   * @throws IllegalArgumentException if one is outside its range or both are 0
   */
  public TaskWeights {
    if (!((counting == 0 || counting == 1) && ranking >= 0 && counting + ranking > 0)
        || Double.isInfinite(ranking)) {
      throw new IllegalArgumentException(
          "counting weighs 0 or 1, ranking 0 or more, and not both 0, but they were %s and %s"
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
