package io.github.crowdrank.train;

/**
 * The largest losses of a task in its first steps, by which an explosion is known. Later steps do
 * not change it: a loss that grows slowly would take its own scale along.
 *
 * <p>The third largest is the measure, so that no single batch sets it for the whole training;
 * among few losses the third largest may be a small one, and the largest serves. As long as more
 * are to come, only what is {@value #EARLY} times worse is an explosion: from one batch to another,
 * the first losses were seen to differ by a factor of 100.
 *
 * @param steps how many were seen, up to {@value #STEPS}
 * @param largest loss among them
 * @param second largest, 0 if there is none above 0
 * @param third largest, 0 if there is none above 0
 */
record LossScale(int steps, double largest, double second, double third) {
  static final int STEPS = 50;

  private static final int FEW = 10;
  private static final int EARLY = 10;

  static LossScale none() {
    return new LossScale(0, 0, 0, 0);
  }

  LossScale plus(double loss) {
    return steps == STEPS
        ? this
        : new LossScale(
            steps + 1,
            Math.max(largest, loss),
            Math.max(second, Math.min(largest, loss)),
            Math.max(third, Math.min(second, loss)));
  }

  /** What losses are compared with; 0 if none was above 0. */
  double measure() {
    return isFew() ? largest : third;
  }

  private boolean isFew() {
    return steps < FEW || third == 0;
  }

  /** More times the measure than this is an explosion by now. */
  double bar(double factor) {
    return steps == STEPS ? factor : EARLY * factor;
  }

  /** The measure in words. */
  String describe() {
    return "%.4g that was the %slargest of the first %d steps"
        .formatted(measure(), isFew() ? "" : "third ", steps);
  }

  boolean isExceededBy(double loss, double factor) {
    return measure() > 0 && loss > bar(factor) * measure();
  }
}
