package io.github.crowdrank.zone;

/**
 * When an alarm is raised and when it is cleared again. Between the two thresholds it stays as it
 * is, so that a value that wavers around one of them does not make it flicker (hysteresis).
 *
 * @param quantity what it looks at
 * @param raiseAt raised by values of this and more; positive
 * @param clearBelow cleared by values of less than this; positive, at most {@code raiseAt}
 * @param consecutive how many values in a row it takes for either; 1 or more
 */
public record AlarmRule(
    AlarmQuantity quantity, double raiseAt, double clearBelow, int consecutive) {
  /**
   * Checks the thresholds.
   *
   * @throws IllegalArgumentException if they are not positive and finite, are the wrong way round,
   *     or {@code consecutive} is less than 1
   */
  public AlarmRule {
    if (!(clearBelow > 0 && clearBelow <= raiseAt && raiseAt < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "an alarm is cleared below a positive value and raised at the same or a higher one but"
              + " was"
              + " cleared below %s and raised at %s".formatted(clearBelow, raiseAt));
    }
    if (consecutive < 1) {
      throw new IllegalArgumentException(
          "an alarm takes 1 or more consecutive values but was to take " + consecutive);
    }
  }
}
