package io.github.crowdrank.train;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.train.TrainingResult.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trains a counter from labelled and unlabelled images.
 *
 * <pre>{@code
 * TrainingResult result =
 *     CrowdTrainer.builder(MobileNetV1.counter(), Preset.MODERN)
 *         .labeled(annotatedImages)
 *         .unlabeled(crowdPhotographs)
 *         .steps(2_000)
 *         .build()
 *         .run();
 * }</pre>
 *
 * <p>The same options and seed give the same weights, bit for bit, whatever the number of loader
 * threads and however often the training was stopped and resumed from its checkpoints. A trainer
 * runs once, on the thread that calls {@link #run}; {@link #stop} may be called from any thread.
 */
public final class CrowdTrainer {
  private final TrainingPlan plan;
  private volatile boolean stopRequested;

  CrowdTrainer(TrainingPlan plan) {
    this.plan = plan;
  }

  /**
   * Choices for a training.
   *
   * @param network what to train; one output channel
   * @param preset gives every option that is not set
   */
  public static TrainerBuilder builder(NetworkSpec network, Preset preset) {
    return new TrainerBuilder(network, preset);
  }

  /** Asks a running training to save a checkpoint and end after the step it is at. */
  public void stop() {
    stopRequested = true;
  }

  /**
   * Trains, from the newest checkpoint if there is one, to the last step or until it is stopped or
   * its thread is interrupted. The interrupt flag is kept.
   *
   * @throws IOException if an image cannot be read or a checkpoint not written; the message names
   *     it
   * @throws DivergedException if a loss is no longer finite
   * @throws IllegalStateException if the checkpoints belong to a training with other data or
   *     options
   */
  public TrainingResult run() throws IOException {
    Engine engine = plan.engine();
    NetworkSpec trained = TrainingStep.withoutFinalRectifier(plan.network());
    Weights initial = Weights.of(trained, plan.initialWeights().toArray());
    try (TrainingNetwork network = engine.compileForTraining(trained, initial)) {
      return new Run(network, trained).toEnd();
    }
  }

  /** One run: what changes from step to step. */
  private final class Run {
    private final TrainingNetwork network;
    private final NetworkSpec trained;
    private final TrainingStep step;
    private final ParameterUpdater updater;
    private final @Nullable CheckpointStore store;
    private final List<ValidationReport> validations = new ArrayList<>();
    private final long started = System.nanoTime();
    private final float[] gradient;
    private float[] weights;
    private float @Nullable [] average;
    private float @Nullable [] best;
    private double bestError = Double.POSITIVE_INFINITY;
    private double gradientMean;
    private int done;
    private int doneBefore;

    Run(TrainingNetwork network, NetworkSpec trained) throws IOException {
      this.network = network;
      this.trained = trained;
      this.step =
          new TrainingStep(
              network,
              TrainingStep.endsRectified(plan.network()),
              plan.recipe().outputGradient(),
              plan.recipe().countingLoss(),
              plan.recipe().rankingLoss(),
              plan.recipe().rankedPatches().patches());
      this.updater =
          new ParameterUpdater(
              trained,
              plan.recipe().optimizer(),
              plan.recipe().learningRate(),
              plan.recipe().rules());
      this.weights = plan.initialWeights().toArray();
      this.gradient = new float[weights.length];
      this.average = plan.recipe().weightAverage() > 0 ? weights.clone() : null;
      this.store = plan.checkpoints() == null ? null : CheckpointStore.open(plan.checkpoints());
      if (store != null) {
        resume(store);
      }
    }

    private void resume(CheckpointStore from) throws IOException {
      CheckpointStore.Found found = from.newest();
      if (found == null) {
        return;
      }
      TrainingState state = found.state();
      if (!state.fingerprint().equals(plan.fingerprint())) {
        throw new IllegalStateException(
            "%s was saved by a training with other data or options; use another folder or remove it"
                .formatted(found.file()));
      }
      weights = state.weights();
      updater.restore(state.updater());
      average = state.average();
      best = state.best();
      bestError = state.bestError();
      gradientMean = state.gradientMean();
      done = state.step();
      doneBefore = done;
      network.setWeights(Weights.of(trained, weights));
      plan.listeners().forEach(listener -> listener.onResume(done, found.file()));
    }

    TrainingResult toEnd() throws IOException {
      boolean interrupted = false;
      Ending ending = Ending.COMPLETED;
      try (BatchQueue batches = plan.batches(done)) {
        while (done < plan.steps()) {
          // Cleared while files are written: an interrupted thread cannot use file channels.
          interrupted |= Thread.interrupted();
          if (interrupted || stopRequested) {
            ending = Ending.INTERRUPTED;
            break;
          }
          try {
            oneStep(batches.next());
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        if (done > doneBefore) {
          checkpoint();
        }
        TrainingResult result = result(ending);
        plan.listeners().forEach(listener -> listener.onEnd(result));
        return result;
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private void oneStep(TrainingBatch batch) throws IOException {
      Arrays.fill(gradient, 0);
      TrainingStep.Outcome outcome = step.run(batch, plan.recipe().scheme().at(done), gradient);
      double length = GradientClipping.length(gradient);
      if (!Double.isFinite(outcome.loss().total()) || !Double.isFinite(length)) {
        throw new DivergedException(
            "step %d: loss %s, gradient length %s; the batch was %s"
                .formatted(done + 1, outcome.loss().total(), length, batch.sources()));
      }
      GradientClipping clipping = plan.recipe().clipping();
      if (clipping != null) {
        gradientMean = clipping.apply(gradient, gradientMean);
      }
      updater.step(weights, gradient, done);
      network.setWeights(Weights.of(trained, weights));
      updateAverage();
      done++;
      report(outcome, length);
      if (plan.validationDue(done)) {
        validate();
      }
      if (plan.checkpointDue(done)) {
        checkpoint();
      }
    }

    private void updateAverage() {
      if (average != null) {
        // Early on the average forgets faster, or it would stay near the random start for long.
        double keep = Math.min(plan.recipe().weightAverage(), (1.0 + done) / (10.0 + done));
        for (int i = 0; i < average.length; i++) {
          average[i] += (float) ((1 - keep) * (weights[i] - average[i]));
        }
      }
    }

    private void report(TrainingStep.Outcome outcome, double gradientLength) {
      double seconds = (System.nanoTime() - started) / 1e9;
      double rate = (done - doneBefore) / seconds;
      StepReport report =
          new StepReport(
              done,
              plan.steps(),
              outcome.loss().total(),
              outcome.loss().counting(),
              outcome.loss().ranking(),
              outcome.statistics(),
              plan.recipe().learningRate().at(done - 1),
              gradientLength,
              rate,
              Duration.ofMillis((long) (1000 * (plan.steps() - done) / rate)));
      plan.listeners().forEach(listener -> listener.onStep(report));
    }

    private void validate() throws IOException {
      Validator.Measured measured = plan.validator().validate(model(current()));
      boolean isBest = measured.errors().mae() < bestError;
      if (isBest) {
        bestError = measured.errors().mae();
        best = current().clone();
      }
      ValidationReport report =
          new ValidationReport(done, measured.errors(), measured.ranking(), isBest);
      validations.add(report);
      plan.listeners().forEach(listener -> listener.onValidation(report));
    }

    private float[] current() {
      return average == null ? weights : average;
    }

    private void checkpoint() throws IOException {
      if (store != null) {
        Path file =
            store.save(
                new TrainingState(
                    done,
                    weights,
                    updater.state(),
                    average,
                    best,
                    bestError,
                    gradientMean,
                    plan.fingerprint()));
        plan.listeners().forEach(listener -> listener.onCheckpoint(done, file));
      }
    }

    private TrainingResult result(Ending ending) {
      float[] chosen = current();
      if (plan.choice() == CheckpointChoice.BEST_VALIDATION && best != null) {
        chosen = best;
      }
      return new TrainingResult(
          model(chosen), done, ending, validations, Duration.ofNanos(System.nanoTime() - started));
    }

    private CrowdModel model(float[] values) {
      ModelCard card = plan.card(done);
      return new CrowdModel(
          plan.network(), Weights.of(plan.network(), values), plan.preprocessing(), card);
    }
  }
}
