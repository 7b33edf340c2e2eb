package io.github.crowdrank.train;

/**
 * The largest loss of a task in its first steps, by which an explosion is known. Later steps do not
 * change it: a loss that grows slowly would take its own scale along.
 *
 * @param steps how many were seen, up to {@value #STEPS}
 * @param largest loss among them
 */
record LossScale(int steps, double largest) {
  static final int STEPS = 50;

  static LossScale none() {
    return new LossScale(0, 0);
  }

  LossScale plus(double loss) {
    return steps == STEPS ? this : new LossScale(steps + 1, Math.max(largest, loss));
  }

  boolean isExceededBy(double loss, double factor) {
    return steps == STEPS && largest > 0 && loss > factor * largest;
  }
}
