package io.github.crowdrank.train;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Judges whether a step may change the weights. */
final class LossWatch {
  /** The squares of a longer gradient, which optimisers keep, do not fit a float. */
  private static final double LONGEST_GRADIENT = 1e18;

  /**
   * A ranking loss as small as this, in persons or persons per cell, says that hardly a pair is out
   * of order. One that a good counter begins with is no measure of what a first violation costs:
   * trainings were seen to have 1e-6 for a while and 1e-2 later.
   */
  private static final double ORDERLY = 1e-3;

  private final double explosion;
  private LossScale counting = LossScale.none();
  private LossScale ranking = LossScale.none();

  LossWatch(double explosion) {
    this.explosion = explosion;
  }

  /** Goes on with the scales of another run. */
  void restore(LossScale countingScale, LossScale rankingScale) {
    counting = countingScale;
    ranking = rankingScale;
  }

  LossScale counting() {
    return counting;
  }

  LossScale ranking() {
    return ranking;
  }

  /**
   * What is wrong with the outcome of a step; null if nothing is.
   *
   * @param nothing the counting loss that this batch has where nobody is predicted, which a batch
   *     of many people among sparse ones may come near to; asked only if the loss is suspicious
   */
  @Nullable String problem(
      TrainingStep.Outcome outcome, double gradientLength, DoubleSupplier nothing) {
    if (!Double.isFinite(outcome.loss()) || !(gradientLength <= LONGEST_GRADIENT)) {
      return "loss " + outcome.loss() + ", gradient length " + gradientLength;
    }
    if (counting.isExceededBy(outcome.counting(), explosion)
        && !(outcome.counting() <= counting.bar(explosion) * nothing.getAsDouble())) {
      return exploded("counting", outcome.counting(), counting);
    }
    if (ranking.isExceededBy(outcome.ranking(), explosion)
        && outcome.ranking() > ranking.bar(explosion) * ORDERLY) {
      return exploded("ranking", outcome.ranking(), ranking);
    }
    return null;
  }

  /** Takes the outcome of a step in which nothing is wrong into the scales. */
  void remember(TrainingStep.Outcome outcome, TaskWeights tasks) {
    if (tasks.counts()) {
      counting = counting.plus(outcome.counting());
    }
    if (tasks.ranks()) {
      ranking = ranking.plus(outcome.ranking());
    }
  }

  private String exploded(String task, double loss, LossScale scale) {
    return "%s loss %.4g is more than %s times the %s"
        .formatted(task, loss, scale.bar(explosion), scale.describe());
  }
}
