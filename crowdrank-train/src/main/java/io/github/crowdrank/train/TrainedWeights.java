package io.github.crowdrank.train;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The weights of a training and what their steps depend on. */
final class TrainedWeights {
  private final ParameterUpdater updater;
  private final @Nullable GradientClipping clipping;
  private final double averaging;

  /** Whether a step that went wrong is undone, which costs a copy in each step. */
  private final boolean undoes;

  private float[] weights;
  private float @Nullable [] average;
  private GradientMeans gradientMeans = GradientMeans.none();

  TrainedWeights(
      float[] initial, Preset.Recipe recipe, ParameterUpdater updater, Reaction divergedStep) {
    this.updater = updater;
    this.clipping = recipe.clipping();
    this.averaging = recipe.weightAverage();
    this.undoes = divergedStep == Reaction.SKIP;
    this.weights = initial;
    this.average = averaging > 0 ? initial.clone() : null;
  }

  /**
   * Goes on from a state.
   *
   * @param means what to measure the next gradients by: those of the state, if they are of the same
   *     images and options
   * @throws IllegalStateException if it is that of another network or optimizer
   */
  void restore(TrainingState state, GradientMeans means) {
    if (state.weights().length != weights.length) {
      throw new IllegalStateException(
          "the network has %d weights but %d were saved"
              .formatted(weights.length, state.weights().length));
    }
    updater.restore(state.updater());
    weights = state.weights();
    gradientMeans = means;
    if (average != null) {
      average = Objects.requireNonNullElseGet(state.average(), weights::clone);
    }
  }

  /**
   * Takes one step.
   *
   * @param gradient used up
   * @param step how many steps were done before
   * @param tasks what was learned in it
   * @return what is wrong with the new weights, null if nothing is
   */
  @Nullable String step(float[] gradient, int step, TaskWeights tasks) {
    float[] before = undoes ? weights.clone() : weights;
    float[] updaterBefore = undoes ? updater.state() : weights;
    GradientMeans means =
        clipping == null
            ? gradientMeans
            : gradientMeans.with(tasks, clipping.apply(gradient, gradientMeans.of(tasks)));
    updater.step(weights, gradient, step);
    double length = GradientClipping.length(weights);
    if (!Double.isFinite(length)) {
      if (undoes) {
        weights = before;
        updater.restore(updaterBefore);
      }
      return "weights of length " + length + " after the step";
    }
    gradientMeans = means;
    updateAverage(step);
    return null;
  }

  private void updateAverage(int step) {
    if (average != null) {
      // Early on the average forgets faster, or it would stay near the random start for long.
      double keep = Math.min(averaging, (1.0 + step) / (10.0 + step));
      for (int i = 0; i < average.length; i++) {
        // A frozen -0 plus 0 would be 0, and its layer no longer the one that a model began with.
        if (average[i] != weights[i]) {
          average[i] += (float) ((1 - keep) * (weights[i] - average[i]));
        }
      }
    }
  }

  float[] values() {
    return weights;
  }

  float @Nullable [] average() {
    return average;
  }

  /** What is validated and returned. */
  float[] current() {
    return average == null ? weights : average;
  }

  float[] updaterState() {
    return updater.state();
  }

  GradientMeans gradientMeans() {
    return gradientMeans;
  }
}
