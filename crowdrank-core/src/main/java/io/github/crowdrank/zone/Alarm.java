package io.github.crowdrank.zone;

/**
 * The state of an alarm. Each value leads to a next state, which depends on nothing else.
 *
 * @param rule when it changes
 * @param raised whether there are too many people
 * @param pending how many of the latest values in a row spoke for a change; 0 to {@code
 *     rule.consecutive() - 1}
 */
public record Alarm(AlarmRule rule, boolean raised, int pending) {
  /**
   * Checks the number of values.
   *
   * @throws IllegalArgumentException if {@code pending} is out of range
   */
  public Alarm {
    if (pending < 0 || pending >= rule.consecutive()) {
      throw new IllegalArgumentException(
          "0 to %d values may be pending but were %d".formatted(rule.consecutive() - 1, pending));
    }
  }

  /** An alarm before its first value: not raised. */
  public static Alarm quiet(AlarmRule rule) {
    return new Alarm(rule, false, 0);
  }

  /**
   * The state after one more value.
   *
   * @throws IllegalArgumentException if it is no number
   */
  public Alarm next(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("an alarm takes numbers but was given NaN");
    }
    boolean change = raised ? value < rule.clearBelow() : value >= rule.raiseAt();
    if (!change) {
      return new Alarm(rule, raised, 0);
    }
    return pending + 1 == rule.consecutive()
        ? new Alarm(rule, !raised, 0)
        : new Alarm(rule, raised, pending + 1);
  }
}
