package io.github.crowdrank.train;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.train.TrainingResult.Ending;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final AtomicBoolean started = new AtomicBoolean();
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

  /**
   * Equal for trainings that would take the same steps on the same images: same network, start,
   * options, seed, images and annotations. In hexadecimal digits.
   *
   * @throws IOException if an annotation cannot be read
   */
  public String fingerprint() throws IOException {
    return plan.fingerprint();
  }

  /** Asks the training to save a checkpoint and end after the step or image it is at. */
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
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "a trainer runs once: build another one with the same options");
    }
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
    private final long startNanos = System.nanoTime();
    private final DataWait dataWait = new DataWait(System::nanoTime);
    private final float[] gradient;
    private float[] weights;
    private float @Nullable [] average;
    private float @Nullable [] best;
    private double bestError = Double.POSITIVE_INFINITY;
    private double gradientMean;
    private final String fingerprint;
    private boolean interrupted;
    private int done;
    private int doneBefore;
    private int saved;
    private int validated;

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
              plan.recipe().rankedPatches().patches(),
              plan.microBatch());
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
      this.fingerprint = plan.fingerprint();
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
      if (!state.fingerprint().equals(fingerprint)) {
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
      validated = state.validated();
      doneBefore = done;
      saved = done;
      network.setWeights(Weights.of(trained, weights));
      plan.listeners().forEach(listener -> listener.onResume(done, found.file()));
    }

    TrainingResult toEnd() throws IOException {
      try (BatchQueue batches = plan.batches(done)) {
        Ending ending = train(batches);
        if (done > saved) {
          checkpoint();
        }
        TrainingResult result = result(ending);
        plan.listeners().forEach(listener -> listener.onEnd(result));
        return result;
      } catch (IOException | RuntimeException e) {
        saveBeforeFailing(e);
        throw e;
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private Ending train(BatchQueue batches) throws IOException {
      while (true) {
        if (stopping()) {
          return Ending.INTERRUPTED;
        }
        if (plan.validationDue(done) && validated < done && !validate()) {
          return Ending.INTERRUPTED;
        }
        if (plan.checkpointDue(done) && saved < done) {
          checkpoint();
        }
        if (done == plan.steps()) {
          return Ending.COMPLETED;
        }
        try {
          dataWait.stepBegins();
          TrainingBatch batch = batches.next();
          dataWait.batchArrived();
          oneStep(batch);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }

    /**
     * Whether to end. The interrupt flag is kept for the end of the run: a thread that has it set
     * cannot use file channels.
     */
    private boolean stopping() {
      interrupted |= Thread.interrupted();
      return interrupted || stopRequested;
    }

    /** The work so far outlives a broken image or a listener that throws. */
    private void saveBeforeFailing(Exception problem) {
      if (done > saved && !(problem instanceof DivergedException)) {
        try {
          checkpoint();
        } catch (IOException | RuntimeException e) {
          problem.addSuppressed(e);
        }
      }
    }

    private void oneStep(TrainingBatch batch) {
      Arrays.fill(gradient, 0);
      TrainingStep.Outcome outcome = step.run(batch, plan.recipe().scheme().at(done), gradient);
      double length = GradientClipping.length(gradient);
      if (!Double.isFinite(outcome.loss()) || !Double.isFinite(length)) {
        throw diverged(batch, "loss " + outcome.loss() + ", gradient length " + length);
      }
      GradientClipping clipping = plan.recipe().clipping();
      if (clipping != null) {
        gradientMean = clipping.apply(gradient, gradientMean);
      }
      updater.step(weights, gradient, done);
      double weightLength = GradientClipping.length(weights);
      if (!Double.isFinite(weightLength)) {
        throw diverged(batch, "weights of length " + weightLength + " after the step");
      }
      network.setWeights(Weights.of(trained, weights));
      updateAverage();
      dataWait.stepEnds();
      done++;
      report(outcome, length);
    }

    private DivergedException diverged(TrainingBatch batch, String what) {
      return new DivergedException(
          "step %d: %s; the batch was %s".formatted(done + 1, what, batch.sources()));
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
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      double rate = (done - doneBefore) / seconds;
      StepReport report =
          new StepReport(
              done,
              plan.steps(),
              outcome.loss(),
              outcome.counting(),
              outcome.ranking(),
              outcome.statistics(),
              plan.recipe().learningRate().at(done - 1),
              gradientLength,
              rate,
              dataWait.share(),
              Duration.ofMillis((long) (1000 * (plan.steps() - done) / rate)));
      plan.listeners().forEach(listener -> listener.onStep(report));
    }

    /** Returns false if it was stopped before the end. */
    private boolean validate() throws IOException {
      Validator.Measured measured;
      try {
        measured = plan.validator().validate(model(current()), this::stopping);
      } catch (ClosedByInterruptException e) {
        interrupted = true;
        return !stopping();
      }
      if (measured == null) {
        return false;
      }
      validated = done;
      boolean isBest = measured.errors().mae() < bestError;
      if (isBest) {
        bestError = measured.errors().mae();
        best = current().clone();
      }
      ValidationReport report =
          new ValidationReport(
              done, measured.errors(), measured.ranking(), measured.statistics(), isBest);
      validations.add(report);
      plan.listeners().forEach(listener -> listener.onValidation(report));
      return true;
    }

    private float[] current() {
      return average == null ? weights : average;
    }

    private void checkpoint() throws IOException {
      CheckpointStore folder = store;
      if (folder == null) {
        return;
      }
      TrainingState state =
          new TrainingState(
              done,
              validated,
              weights,
              updater.state(),
              average,
              best,
              bestError,
              gradientMean,
              fingerprint);
      Path file = null;
      while (file == null) {
        interrupted |= Thread.interrupted();
        try {
          file = folder.save(state);
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
      saved = done;
      Path written = file;
      plan.listeners().forEach(listener -> listener.onCheckpoint(done, written));
    }

    private TrainingResult result(Ending ending) {
      float[] chosen = current();
      if (plan.choice() == CheckpointChoice.BEST_VALIDATION && best != null) {
        chosen = best;
      }
      return new TrainingResult(
          model(chosen),
          done,
          ending,
          validations,
          Duration.ofNanos(System.nanoTime() - startNanos),
          dataWait.share());
    }

    private CrowdModel model(float[] values) {
      ModelCard card = plan.card(done, validations);
      return new CrowdModel(
          plan.network(), Weights.of(plan.network(), values), plan.preprocessing(), card);
    }
  }
}
