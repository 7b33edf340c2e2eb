package io.github.crowdrank.train;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  boolean checkpointDue(int done) {
    return checkpoints != null && done % checkpointEvery == 0 && done < steps;
  }

  Validator validator() {
    return new Validator(
        Objects.requireNonNull(validation),
        engine,
        recipe.rankedPatches(),
        random(),
        safeguards.brokenImage());
  }

  /** The caller's card with what this training adds to it. */
  ModelCard card(int done, List<ValidationReport> validations) {
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
        "%d labelled patches of %s (%d images), %d groups of ranked patches of %s (%d images)"
            .formatted(
                recipe.labeledBatch(),
                labeled.name(),
                labeled.size(),
                recipe.rankedGroups(),
                unlabeled.name(),
                unlabeled.size()));
    facts.put("patches", recipe.labeledPatches() + ", " + recipe.rankedPatches());
    facts.put("learning rate", rates());
    facts.put("weight average", Double.toString(recipe.weightAverage()));
    facts.put("steps", done + " of " + steps);
    if (!validations.isEmpty()) {
      ValidationReport last = validations.get(validations.size() - 1);
      facts.put("validation images", Objects.requireNonNull(validation).name());
      facts.put("validation at step " + last.step(), last.errors().toString());
    }
    facts.put("seed", Long.toString(seed));
    return new ModelCard(baseCard.name(), baseCard.description(), facts);
  }

  private String rates() {
    StringBuilder rates = new StringBuilder();
    for (int i = 0; i <= 4; i++) {
      int step = (int) ((long) i * (steps - 1) / 4);
      rates.append(i == 0 ? "" : ", ");
      rates.append("%.3g at step %d".formatted(recipe.learningRate().at(step), step + 1));
    }
    return rates.toString();
  }

  /** Equal for trainings that would take the same steps on the same images. */
  String fingerprint() throws IOException {
    Hasher hasher = Hashing.sha256().newHasher();
    putText(hasher, network.toString());
    putText(hasher, preprocessing.toString());
    putText(hasher, recipe.scheme() + "|" + recipe.optimizer() + "|" + recipe.rules());
    putText(hasher, recipe.clipping() + "|" + recipe.weightAverage());
    putText(hasher, recipe.outputGradient() + "|" + recipe.countingLoss());
    putText(hasher, recipe.rankingLoss() + "|" + recipe.labeledPatches());
    putText(hasher, recipe.rankedPatches().toString());
    hasher.putInt(recipe.labeledBatch()).putInt(recipe.rankedGroups());
    if (microBatch < recipe.batch()) {
      hasher.putInt(microBatch);
    }
    hasher.putInt(steps).putLong(seed);
    for (int step = 0; step < steps; step++) {
      hasher.putDouble(recipe.learningRate().at(step));
    }
    for (float value : initialWeights.toArray()) {
      hasher.putFloat(value);
    }
    putDataset(hasher, labeled);
    putText(hasher, unlabeled.name());
    for (int i = 0; i < unlabeled.size(); i++) {
      putText(hasher, unlabeled.id(i));
    }
    if (validation != null) {
      putDataset(hasher, validation);
      hasher.putInt(validationEvery);
    }
    return hasher.hash().toString();
  }

  private static void putDataset(Hasher hasher, CrowdDataset dataset) throws IOException {
    putText(hasher, dataset.name());
    for (int i = 0; i < dataset.size(); i++) {
      putText(hasher, dataset.id(i));
      for (HeadPoint head : dataset.heads(i)) {
        hasher.putDouble(head.x()).putDouble(head.y());
      }
    }
  }

  private static void putText(Hasher hasher, String text) {
    hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
  }
}
