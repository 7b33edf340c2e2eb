package io.github.crowdrank.train;

import io.github.crowdrank.metric.CountingErrors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The validations of a training so far, and the weights that did best in them. */
final class ValidationHistory {
  private final List<ValidationReport> reports = new ArrayList<>();
  private float @Nullable [] bestWeights;
  private double bestError = Double.POSITIVE_INFINITY;

  /** Goes on from a state of the same training. */
  void restore(TrainingState state) {
    reports.addAll(state.validations());
    bestWeights = state.best();
    bestError = state.bestError();
  }

  /**
   * Adds a validation.
   *
   * @param step how many steps were done
   * @param weights that were validated; copied if they are the best
   */
  ValidationReport add(int step, Validator.Measured measured, float[] weights) {
    CountingErrors errors = measured.errors();
    boolean isBest = isBest(errors);
    if (isBest) {
      bestError = errors.mae();
      bestWeights = weights.clone();
    }
    ValidationReport report =
        new ValidationReport(step, errors, measured.ranking(), measured.statistics(), isBest);
    reports.add(report);
    return report;
  }

  /** An MAE without the images that could not be read this time is no measure of one with them. */
  private boolean isBest(CountingErrors errors) {
    ValidationReport before = best();
    if (before == null || errors.images() == before.errors().images()) {
      // States of older versions know the best error, but not always the validation it is of.
      return errors.mae() < bestError;
    }
    return errors.images() > before.errors().images();
  }

  List<ValidationReport> reports() {
    return reports;
  }

  @Nullable ValidationReport last() {
    return reports.isEmpty() ? null : reports.get(reports.size() - 1);
  }

  /** The validation of {@link #bestWeights}; null before the first. */
  @Nullable ValidationReport best() {
    return reports.stream()
        .filter(ValidationReport::best)
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  float @Nullable [] bestWeights() {
    return bestWeights;
  }

  /** MAE of {@link #bestWeights}, infinite before the first validation. */
  double bestError() {
    return bestError;
  }
}
