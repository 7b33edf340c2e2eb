package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.PatchSideLaw;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.train.CrowdTrainer;
import io.github.crowdrank.train.ImportedStart;
import io.github.crowdrank.train.TrainerBuilder;
import io.github.crowdrank.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the trainer of a run. */
record RunTrainer(String experiment, ExperimentSetup setup) {
  /**
   * The trainer.
   *
   * @throws IllegalArgumentException if the setup's options do not fit each other
   */
  CrowdTrainer trainer(Run run, Path checkpoints, List<TrainingListener> listeners)
      throws IOException {
    NetworkSpec network = network(run);
    TrainerBuilder builder =
        CrowdTrainer.builder(network, setup.preset())
            .engine(setup.engine())
            .labeled(run.labeled())
            .unlabeled(run.ranked())
            .scheme(run.recipe().scheme())
            .labeledPatches(patches(run.recipe(), network))
            .rankedPatches(setup.rankedPatches())
            .steps(run.recipe().steps())
            .seed(run.seed())
            .checkpoints(checkpoints, setup.checkpointEvery())
            .card(ModelCard.of(run.id(), "%s: %s.".formatted(experiment, run.label())));
    ImportedWeights start = start(run);
    if (start != null) {
      builder.initialWeights(start);
    }
    if (setup.preprocessing() != null) {
      builder.preprocessing(setup.preprocessing());
    }
    if (setup.labeledBatch() != null) {
      builder.labeledBatch(setup.labeledBatch());
    }
    if (setup.rankedGroups() != null) {
      builder.rankedGroups(setup.rankedGroups());
    }
    if (setup.rankingLoss() != null) {
      builder.rankingLoss(setup.rankingLoss());
    }
    RankedTask own = run.recipe().ranking();
    if (own != null) {
      builder.rankingLoss(own.loss()).rankedPatches(own.patches()).rankedGroups(own.groups());
    }
    run.recipe().change().apply(builder, setup.preset(), network);
    listeners.forEach(builder::listener);
    return builder.build();
  }

  /**
   * Random weights from the run's seed, with the pre-trained layers in their place; null for random
   * ones alone, which a trainer draws itself.
   */
  @Nullable ImportedWeights start(Run run) throws IOException {
    ImportedWeights imported = setup.pretrained();
    if (imported == null || !run.recipe().pretrained()) {
      return null;
    }
    NetworkSpec network = network(run);
    Map<String, Tensor> tensors = setup.preset().initialize(network, run.seed()).tensors();
    Map<String, Tensor> given = imported.weights().tensors();
    List<String> filled =
        imported.filled().stream().filter(layer -> fits(layer, given, tensors)).toList();
    tensors.replaceAll(
        (name, random) ->
            filled.contains(layer(name)) ? Objects.requireNonNull(given.get(name)) : random);
    List<String> kept =
        tensors.keySet().stream()
            .map(RunTrainer::layer)
            .distinct()
            .filter(layer -> !filled.contains(layer))
            .toList();
    ImportedWeights start =
        new ImportedWeights(Weights.of(network, tensors), filled, kept, imported.unused());
    if (!setup.scaledStart()) {
      return start;
    }
    return ImportedStart.scaled(
        network,
        Objects.requireNonNullElseGet(
            setup.preprocessing(), () -> setup.preset().preprocessing(network)),
        start);
  }

  /** Whether a row's network has the layer as it was given, for it may be another network. */
  private static boolean fits(String layer, Map<String, Tensor> given, Map<String, Tensor> wanted) {
    List<String> names =
        wanted.keySet().stream().filter(name -> layer(name).equals(layer)).toList();
    return !names.isEmpty()
        && names.stream().allMatch(name -> shape(given.get(name)).equals(shape(wanted.get(name))));
  }

  private static List<Integer> shape(@Nullable Tensor tensor) {
    return tensor == null ? List.of() : tensor.shape();
  }

  /** The layer of a parameter such as {@code conv1.weight}. */
  private static String layer(String parameter) {
    return parameter.substring(0, parameter.lastIndexOf('.'));
  }

  private NetworkSpec network(Run run) {
    return run.recipe().change().network(setup.network());
  }

  /** Patches at many scales, or at their own. */
  private LabeledPatchSampler patches(Recipe recipe, NetworkSpec network) {
    LabeledPatchSampler.Builder own = setup.labeledPatches().toBuilder().stride(network.stride());
    LabeledPatchSampler many = recipe.change().patches(own).build();
    return recipe.multiScale()
        ? many
        : many.toBuilder()
            .sideLaw(PatchSideLaw.UNIFORM)
            .minSide(many.size())
            .maxSide(many.size())
            .build();
  }
}
