package io.github.crowdrank.train;

import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.train.TrainingProblem.BrokenImage;
import io.github.crowdrank.train.TrainingResult.Ending;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a trainer: from its newest checkpoint, if there is one, until it ends. */
final class TrainingRun {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  private final TrainingPlan plan;
  private final TrainingNetwork network;
  private final NetworkSpec trained;
  private final BooleanSupplier stopRequested;
  private final TrainingStep step;
  private final TrainedWeights weights;
  private final LossWatch watch;
  private final String fingerprint;
  private final @Nullable CheckpointStore store;
  private final ValidationHistory validations = new ValidationHistory();
  private final Set<String> brokenImages = new HashSet<>();
  private final long startNanos = System.nanoTime();
  private final DataWait dataWait = new DataWait(System::nanoTime);
  private final float[] gradient;
  private @Nullable Path lastCheckpoint;
  private boolean interrupted;
  private int done;
  private int doneBefore;
  private int saved;
  private int validated;
  private int skippedInARow;

  /** Whether weights and {@link #done} may not belong together. */
  private boolean inStep;

  /**
   * Goes on from the newest checkpoint.
   *
   * @param network compiled for training
   * @param trained the network that was compiled
   * @param store of the checkpoints; null where there are none
   * @param stopRequested asked between steps and images
   */
  TrainingRun(
      TrainingPlan plan,
      TrainingNetwork network,
      NetworkSpec trained,
      @Nullable CheckpointStore store,
      BooleanSupplier stopRequested)
      throws IOException {
    this.plan = plan;
    this.network = network;
    this.trained = trained;
    this.stopRequested = stopRequested;
    Preset.Recipe recipe = plan.recipe();
    this.step =
        new TrainingStep(
            network,
            TrainingStep.endsRectified(plan.network()),
            recipe.outputGradient(),
            recipe.countingLoss(),
            recipe.rankingLoss(),
            recipe.rankedPatches().patches(),
            plan.microBatch());
    this.weights =
        new TrainedWeights(
            plan.initialWeights().toArray(),
            recipe,
            new ParameterUpdater(
                trained, recipe.optimizer(), recipe.learningRate(), recipe.rules()),
            plan.safeguards().divergedStep());
    this.gradient = new float[trained.parameterCount()];
    this.watch = new LossWatch(plan.safeguards().explosion());
    this.fingerprint = plan.fingerprint();
    this.store = store;
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
    GradientMeans gradientMeans = GradientMeans.none();
    if (state.fingerprint().equals(fingerprint)) {
      checkArithmetic(found.file(), state.arithmetic());
      validations.restore(state);
      watch.restore(state.counting(), state.ranking());
      validated = state.validated();
      skippedInARow = state.skippedInARow();
      gradientMeans = state.gradientMeans();
    } else {
      // Losses, errors and gradients of other images or options are no measure of these.
      acceptOther(found);
    }
    weights.restore(state, gradientMeans);
    done = state.step();
    lastCheckpoint = found.file();
    doneBefore = done;
    saved = done;
    network.setWeights(Weights.of(trained, weights.values()));
    plan.listeners().forEach(listener -> listener.onResume(done, found.file()));
  }

  /** Losses and errors stay a measure, but no uninterrupted training would end with the weights. */
  private void checkArithmetic(Path file, @Nullable String before) {
    String now = network.arithmetic();
    if (before == null) {
      LOG.info("{} is of an older version, which did not say what computed it", file);
    } else if (!before.equals(now)) {
      TrainingProblem.OtherEngine other = new TrainingProblem.OtherEngine(file, before, now);
      if (!plan.safeguards().otherCheckpoints()) {
        throw new IllegalStateException(
            other.message()
                + "; take that engine, use another folder, remove it, or allow it by"
                + " Safeguards.withOtherCheckpoints()");
      }
      plan.report(other);
    }
  }

  private void acceptOther(CheckpointStore.Found found) {
    if (!plan.safeguards().otherCheckpoints()) {
      throw new IllegalStateException(
          ("%s was saved by a training with other data or options; use another folder, remove it,"
                  + " or allow it by Safeguards.withOtherCheckpoints()")
              .formatted(found.file()));
    }
    if (found.state().step() >= plan.steps()) {
      throw new IllegalStateException(
          "%s has %d steps behind it, so that this training of %d would not take any; give it more"
              .formatted(found.file(), found.state().step(), plan.steps()));
    }
    plan.report(new TrainingProblem.OtherCheckpoint(found.file()));
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
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
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
      if (done == plan.steps()) {
        return Ending.COMPLETED;
      }
      try {
        dataWait.stepBegins();
        TrainingBatch batch = batches.next();
        dataWait.batchArrived();
        batch.broken().forEach(this::reportOnce);
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
    return interrupted || stopRequested.getAsBoolean();
  }

  /** The work so far outlives a broken image, a full heap or a listener that throws. */
  private void saveBeforeFailing(Throwable problem) {
    if (done > saved && !inStep && !(problem instanceof DivergedException)) {
      try {
        checkpoint();
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        problem.addSuppressed(e);
      }
    }
  }

  private void reportOnce(BrokenImage broken) {
    if (brokenImages.add(broken.image())) {
      plan.report(broken);
    }
  }

  private void oneStep(TrainingBatch batch) throws IOException {
    TrainingStepEvent event = new TrainingStepEvent();
    event.begin();
    Arrays.fill(gradient, 0);
    TaskWeights tasks = plan.recipe().scheme().at(done);
    TrainingStep.Outcome outcome = step.run(batch, tasks, gradient);
    double length = GradientClipping.length(gradient);
    String problem = watch.problem(outcome, length, () -> step.countingLossOfNothing(batch));
    if (problem == null) {
      // Only now is it known that the weights before this step are good.
      if (plan.checkpointDue(done, saved)) {
        checkpoint();
      }
      watch.remember(outcome, tasks);
      inStep = true;
      problem = weights.step(gradient, done, tasks);
    }
    if (problem == null) {
      network.setWeights(Weights.of(trained, weights.values()));
      skippedInARow = 0;
    } else {
      skip(batch, problem);
    }
    dataWait.stepEnds();
    done++;
    inStep = false;
    if (event.shouldCommit()) {
      event.step = done;
      event.loss = outcome.loss();
      event.labeledPatches = batch.targets().size();
      event.rankedPatches = batch.rankedPatches();
      event.skipped = problem != null;
      event.commit();
    }
    if (problem == null) {
      report(outcome, tasks, length);
    }
  }

  private void skip(TrainingBatch batch, String problem) {
    Safeguards rules = plan.safeguards();
    boolean skips = rules.divergedStep() == Reaction.SKIP;
    if (!skips || skippedInARow == rules.mostSkippedSteps()) {
      throw new DivergedException(
          "step %d%s: %s; the batch was %s; the last checkpoint is %s%s"
              .formatted(
                  done + 1,
                  skips ? ", after %d skipped in a row".formatted(skippedInARow) : "",
                  problem,
                  batch.sources(),
                  lastCheckpoint == null ? "none" : lastCheckpoint,
                  done - skippedInARow == doneBefore && doneBefore > 0
                      ? ", whose last step, too, may have diverged: without it, the training goes"
                          + " on from the one before"
                      : ""),
          lastCheckpoint);
    }
    skippedInARow++;
    plan.report(new TrainingProblem.SkippedStep(done + 1, problem, batch.sources()));
  }

  private void report(TrainingStep.Outcome outcome, TaskWeights tasks, double gradientLength) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double rate = (done - doneBefore) / seconds;
    StepReport report =
        new StepReport(
            done,
            plan.steps(),
            tasks,
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
      measured = plan.validator().validate(model(weights.current(), null), this::stopping);
    } catch (ClosedByInterruptException e) {
      interrupted = true;
      return !stopping();
    }
    if (measured == null) {
      return false;
    }
    measured.broken().forEach(this::reportOnce);
    validated = done;
    ValidationReport report = validations.add(done, measured, weights.current());
    plan.listeners().forEach(listener -> listener.onValidation(report));
    return true;
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
            weights.values(),
            weights.updaterState(),
            weights.average(),
            validations.bestWeights(),
            validations.bestError(),
            weights.gradientMeans(),
            skippedInARow,
            watch.counting(),
            watch.ranking(),
            validations.reports(),
            fingerprint,
            network.arithmetic());
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
    lastCheckpoint = file;
    Path written = file;
    plan.listeners().forEach(listener -> listener.onCheckpoint(done, written));
  }

  private TrainingResult result(Ending ending) {
    float[] best = validations.bestWeights();
    CrowdModel model =
        plan.choice() == CheckpointChoice.BEST_VALIDATION && best != null
            ? model(best, validations.best())
            : model(weights.current(), validations.last());
    return new TrainingResult(
        model,
        done,
        ending,
        validations.reports(),
        Duration.ofNanos(System.nanoTime() - startNanos),
        dataWait.share());
  }

  private CrowdModel model(float[] values, @Nullable ValidationReport validation) {
    ModelCard card = plan.card(done, validation);
    return new CrowdModel(
        plan.network(), Weights.of(plan.network(), values), plan.preprocessing(), card);
  }
}
