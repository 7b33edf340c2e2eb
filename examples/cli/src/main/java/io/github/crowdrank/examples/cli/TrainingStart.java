package io.github.crowdrank.examples.cli;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.train.ImportedStart;
import io.github.crowdrank.train.Preset;
import io.github.crowdrank.train.TrainerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a training starts from: a model, imported weights, or chance.
 *
 * @param from what the model was called, null without one
 * @param model null without one
 * @param imported null without imported weights
 */
record TrainingStart(
    LearnerOptions learner,
    @Nullable String from,
    @Nullable CrowdModel model,
    @Nullable ImportedWeights imported) {
  /** Layers that {@link Preset#MODERN} leaves as they are given. */
  private static final List<String> FIRST = List.of("conv1", "dw1", "pw1", "dw2", "pw2");

  /**
   * Reads it.
   *
   * @param from a model file or {@code bundled}, null for none
   * @param sparse whether to take a model's weights for pictures of few people, not its own
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if there are no such weights
   */
  static TrainingStart of(LearnerOptions learner, @Nullable String from, boolean sparse, long seed)
      throws IOException {
    if (from == null) {
      return new TrainingStart(learner, null, null, learner.imported(seed));
    }
    CrowdModel model =
        from.equals("bundled") ? BundledModel.COMPACT.load() : ModelFile.read(Path.of(from));
    if (!sparse) {
      return new TrainingStart(learner, from, model, null);
    }
    if (model.sparse().isEmpty()) {
      throw new IllegalArgumentException(
          "--sparse is for a model with further weights but %s has none".formatted(from));
    }
    return new TrainingStart(
        learner, from + "'s weights for pictures of few people", model.sparseOnly(), null);
  }

  NetworkSpec network() {
    return model == null ? learner.network().spec() : model.network();
  }

  Preprocessing preprocessing() {
    return model == null ? learner.network().preprocessing() : model.preprocessing();
  }

  /**
   * Says it to a training.
   *
   * @throws IOException if what layers are scaled by cannot be read
   */
  void applyTo(TrainerBuilder builder) throws IOException {
    if (model != null) {
      builder.initialWeights(model.weights());
    } else if (imported != null) {
      builder.initialWeights(
          learner.scales(imported)
              ? ImportedStart.scaled(network(), preprocessing(), imported)
              : imported);
    }
  }

  /**
   * What there is to say of it, in a sentence.
   *
   * @param freeze layers that were asked to stay as they are
   */
  String sentence(List<String> freeze) {
    if (model == null && imported == null) {
      return "starts at random; %s needs far fewer pictures"
          .formatted(
              learner.network() == NetworkChoice.MOBILENET
                  ? "--from bundled or --weights FILE"
                  : "--weights FILE");
    }
    String start = "starts from " + (model == null ? "imported weights" : from);
    if (model != null && model.sparse().isPresent()) {
      start += ", without its further weights for pictures of few people";
    }
    if (!freeze.isEmpty()) {
      start += "; %s do not learn, as asked".formatted(String.join(", ", freeze));
    }
    List<String> frozen = frozen();
    return frozen.isEmpty()
        ? start
        : "%s; %s do not learn with --preset modern, but do with refine"
            .formatted(start, String.join(", ", frozen));
  }

  private List<String> frozen() {
    if (learner.preset() != Preset.MODERN) {
      return List.of();
    }
    List<String> given =
        imported == null
            ? network().layers().stream().map(Layer::name).toList()
            : imported.filled();
    return given.stream().filter(FIRST::contains).toList();
  }
}
