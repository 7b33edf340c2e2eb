package io.github.crowdrank.train;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is decided before a training starts. */
record TrainingPlan(
    Preset preset,
    NetworkSpec network,
    Weights initialWeights,
    Preprocessing preprocessing,
    Engine engine,
    CrowdDataset labeled,
    UnlabeledImages unlabeled,
    Preset.Recipe recipe,
    int microBatch,
    int steps,
    long seed,
    int loaderThreads,
    @Nullable CrowdDataset validation,
    int validationEvery,
    CheckpointChoice choice,
    @Nullable Path checkpoints,
    int checkpointEvery,
    Safeguards safeguards,
    ModelCard baseCard,
    List<TrainingListener> listeners) {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingPlan.class);

  /** Says what goes wrong without ending the training. */
  void report(TrainingProblem problem) {
    LOG.warn("{}", problem.message());
    listeners.forEach(listener -> listener.onProblem(problem));
  }

  /** Null where the training has no folder for them. */
  @Nullable CheckpointStore openCheckpoints() throws IOException {
    return checkpoints == null ? null : CheckpointStore.open(checkpoints, this::report);
  }

  RandomStreams random() {
    return new RandomStreams(seed);
  }

  BatchQueue batches(int firstStep) {
    return new BatchQueue(
        new BatchAssembler(
            labeled,
            unlabeled,
            recipe.labeledPatches(),
            recipe.rankedPatches(),
            preprocessing,
            random(),
            safeguards.brokenImage()),
        recipe.scheme(),
        recipe.labeledBatch(),
        recipe.rankedGroups(),
        firstStep,
        steps,
        loaderThreads);
  }

  boolean validationDue(int done) {
    return validation != null && (done % validationEvery == 0 || done == steps);
  }

  /** A step that was skipped when a checkpoint was due puts it off to the next. */
  boolean checkpointDue(int done, int saved) {
    return checkpoints != null && done / checkpointEvery > saved / checkpointEvery && done < steps;
  }

  Validator validator() {
    return new Validator(
        Objects.requireNonNull(validation),
        engine,
        recipe.rankedPatches(),
        random(),
        safeguards.brokenImage());
  }

  /**
   * The caller's card with what this training adds to it.
   *
   * @param report the validation of the weights that the card belongs to, or the one before them
   */
  ModelCard card(int done, @Nullable ValidationReport report) {
    Map<String, String> facts = new LinkedHashMap<>(baseCard.facts());
    facts.put("network", network.name());
    facts.put("preset", preset.name());
    facts.put("preprocessing", preprocessing.toString());
    facts.put("scheme", recipe.scheme().toString());
    facts.put("optimizer", recipe.optimizer() + ", " + recipe.rules());
    facts.put("counting loss", recipe.countingLoss().toString());
    facts.put("ranking loss", recipe.rankingLoss().toString());
    facts.put(
        "batch",
        String.format(
            Locale.ROOT,
            "%d labelled patches of %s (%d images), %d groups of ranked patches of %s (%d images)",
            recipe.labeledBatch(),
            labeled.name(),
            labeled.size(),
            recipe.rankedGroups(),
            unlabeled.name(),
            unlabeled.size()));
    facts.put("patches", recipe.labeledPatches() + ", " + recipe.rankedPatches());
    facts.put("learning rate", rates());
    facts.put("gradient clipping", Objects.toString(recipe.clipping(), "none"));
    facts.put("output gradient", recipe.outputGradient().name());
    facts.put("weight average", Double.toString(recipe.weightAverage()));
    facts.put("steps", done + " of " + steps);
    if (report != null) {
      if (choice == CheckpointChoice.BEST_VALIDATION) {
        facts.put("weights", "of step " + report.step() + ", the best on the validation images");
      }
      facts.put("validation images", Objects.requireNonNull(validation).name());
      facts.put("validation at step " + report.step(), report.errors().toString());
    }
    facts.put("seed", Long.toString(seed));
    return new ModelCard(baseCard.name(), baseCard.description(), facts);
  }

  private String rates() {
    StringBuilder rates = new StringBuilder();
    for (int i = 0; i <= 4; i++) {
      int step = (int) ((long) i * (steps - 1) / 4);
      rates.append(i == 0 ? "" : ", ");
      rates.append(
          String.format(Locale.ROOT, "%.3g at step %d", recipe.learningRate().at(step), step + 1));
    }
    return rates.toString();
  }

  /** Equal for trainings that would take the same steps on the same images with one engine. */
  String fingerprint() throws IOException {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.put(network.toString());
    fingerprint.put(preprocessing.toString());
    fingerprint.put(recipe.scheme() + "|" + recipe.optimizer() + "|" + recipe.rules());
    fingerprint.put(recipe.clipping() + "|" + recipe.weightAverage());
    fingerprint.put(recipe.outputGradient() + "|" + recipe.countingLoss());
    fingerprint.put(recipe.rankingLoss() + "|" + recipe.labeledPatches());
    fingerprint.put(recipe.rankedPatches().toString());
    fingerprint.put(recipe.labeledBatch()).put(recipe.rankedGroups());
    if (microBatch < recipe.batch()) {
      fingerprint.put(microBatch);
    }
    fingerprint.put(steps).put(seed);
    for (int step = 0; step < steps; step++) {
      fingerprint.put(recipe.learningRate().at(step));
    }
    for (float value : initialWeights.toArray()) {
      fingerprint.put(value);
    }
    putDataset(fingerprint, labeled);
    fingerprint.put(unlabeled.name());
    for (int i = 0; i < unlabeled.size(); i++) {
      fingerprint.put(unlabeled.id(i));
    }
    if (validation != null) {
      putDataset(fingerprint, validation);
      fingerprint.put(validationEvery);
    }
    return fingerprint.hex();
  }

  private static void putDataset(Fingerprint fingerprint, CrowdDataset dataset) throws IOException {
    fingerprint.put(dataset.name());
    for (int i = 0; i < dataset.size(); i++) {
      fingerprint.put(dataset.id(i));
      for (HeadPoint head : dataset.heads(i)) {
        fingerprint.put(head.x()).put(head.y());
      }
    }
  }
}
