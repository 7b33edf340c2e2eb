package io.github.crowdrank.train;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.automatic.AutomaticEngine;
import io.github.crowdrank.loss.DensityLoss;
import io.github.crowdrank.loss.RankingHingeLoss;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Choices for a {@link CrowdTrainer}. What is not set comes from the {@link Preset}. Not safe for
 * use by many threads.
 */
public final class TrainerBuilder {
  private final NetworkSpec network;
  private final Preset preset;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private final Set<String> randomLayers;
  private @Nullable Weights initialWeights;
  private @Nullable Preprocessing preprocessing;
  private @Nullable Engine engine;
  private @Nullable CrowdDataset labeled;
  private @Nullable UnlabeledImages unlabeled;
  private @Nullable TrainingScheme scheme;
  private @Nullable Optimizer optimizer;
  private @Nullable LearningRate learningRate;
  private @Nullable ParameterRules parameterRules;
  private Set<String> frozen = Set.of();
  private @Nullable GradientClipping gradientClipping;
  private @Nullable Double weightAverage;
  private @Nullable OutputGradient outputGradient;
  private @Nullable DensityLoss countingLoss;
  private @Nullable RankingHingeLoss rankingLoss;
  private @Nullable LabeledPatchSampler labeledPatches;
  private @Nullable RankedPatchSampler rankedPatches;
  private @Nullable Integer labeledBatch;
  private @Nullable Integer rankedGroups;
  private @Nullable Integer microBatch;
  private @Nullable CrowdDataset validation;
  private @Nullable Path checkpoints;
  private int validationEvery = 500;
  private int checkpointEvery = 200;
  private CheckpointChoice choice = CheckpointChoice.LAST;
  private boolean testSelection;
  private Safeguards safeguards = Safeguards.strict();
  private ModelCard card = ModelCard.of("unnamed", "A crowd counter trained with crowdrank.");
  private int steps = 20_000;
  private long seed = 1;
  private int loaderThreads = 1;

  TrainerBuilder(NetworkSpec network, Preset preset) {
    this.network = network;
    this.preset = preset;
    this.randomLayers =
        network.layers().stream().map(Layer::name).collect(Collectors.toCollection(HashSet::new));
  }

  /** Where to start from. Default: random weights as the preset draws them, from the seed. */
  public TrainerBuilder initialWeights(Weights value) {
    initialWeights = value;
    randomLayers.clear();
    return this;
  }

  /**
   * Where to start from; the layers that were {@linkplain ImportedWeights#kept kept} count as
   * random ones, which a preset may let learn where it does not let others.
   */
  public TrainerBuilder initialWeights(ImportedWeights value) {
    initialWeights(value.weights());
    randomLayers.addAll(value.kept());
    return this;
  }

  /** How pixels become the network's input. */
  public TrainerBuilder preprocessing(Preprocessing value) {
    preprocessing = value;
    return this;
  }

  /** What runs the network. Default: {@link AutomaticEngine}, the fastest that can train it. */
  public TrainerBuilder engine(Engine value) {
    engine = value;
    return this;
  }

  /** Images with head points. Needed. */
  public TrainerBuilder labeled(CrowdDataset value) {
    labeled = value;
    return this;
  }

  /** Images to rank crops of. Default: the labelled ones, without their labels. */
  public TrainerBuilder unlabeled(UnlabeledImages value) {
    unlabeled = value;
    return this;
  }

  /** How counting and ranking are combined. */
  public TrainerBuilder scheme(TrainingScheme value) {
    scheme = value;
    return this;
  }

  /** The rule of the steps. */
  public TrainerBuilder optimizer(Optimizer value) {
    optimizer = value;
    return this;
  }

  /** The base learning rate of each step. */
  public TrainerBuilder learningRate(LearningRate value) {
    learningRate = value;
    return this;
  }

  /** Which parameters learn how fast and which decay. */
  public TrainerBuilder parameterRules(ParameterRules value) {
    parameterRules = value;
    return this;
  }

  /**
   * Layers that do not learn, whatever the {@linkplain #parameterRules rules} say: what is learned
   * has them in common with what it began with.
   */
  public TrainerBuilder frozen(Set<String> layers) {
    frozen = Set.copyOf(layers);
    return this;
  }

  /** Clips gradients, or not: {@link GradientClipping#none}. */
  public TrainerBuilder gradientClipping(GradientClipping value) {
    gradientClipping = value;
    return this;
  }

  /**
   * Keeps an exponential moving average of the weights, which is what is validated and returned.
   *
   * @param keep share of the old average in the new one, 0 (no average) to below 1
   */
  public TrainerBuilder weightAverage(double keep) {
    weightAverage = keep;
    return this;
  }

  /** How gradients pass a final rectifier. */
  public TrainerBuilder outputGradient(OutputGradient value) {
    outputGradient = value;
    return this;
  }

  /**
   * The loss of labelled patches. With {@link #checkpoints}, one whose {@code toString} tells every
   * choice of it: checkpoints of another loss are known by that text.
   */
  public TrainerBuilder countingLoss(DensityLoss value) {
    countingLoss = value;
    return this;
  }

  /** The loss of ranked patches. */
  public TrainerBuilder rankingLoss(RankingHingeLoss value) {
    rankingLoss = value;
    return this;
  }

  /**
   * How labelled patches are drawn; of the same size as the ranked ones and the network's stride.
   */
  public TrainerBuilder labeledPatches(LabeledPatchSampler value) {
    labeledPatches = value;
    return this;
  }

  /** How ranked patches are drawn; of the same size as the labelled ones. */
  public TrainerBuilder rankedPatches(RankedPatchSampler value) {
    rankedPatches = value;
    return this;
  }

  /** Labelled patches per step, 1 or more. */
  public TrainerBuilder labeledBatch(int value) {
    labeledBatch = value;
    return this;
  }

  /** Groups of ranked patches per step, 1 or more; the paper's batch of 25 is 5 groups of 5. */
  public TrainerBuilder rankedGroups(int value) {
    rankedGroups = value;
    return this;
  }

  /**
   * Patches that pass the network at a time, 1 or more. A larger batch is worked off in parts of at
   * most this size, of whole groups of ranked patches, whose gradients add up: it takes the memory
   * of a part and learns the same but for rounding. Default: as many as keep the network's values
   * for the backward pass within 1 GiB.
   */
  public TrainerBuilder microBatch(int patches) {
    microBatch = patches;
    return this;
  }

  /** Steps in all, 1 or more. Default: the paper's 20,000. */
  public TrainerBuilder steps(int value) {
    steps = value;
    return this;
  }

  /** What everything random follows from. Default: 1. */
  public TrainerBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Threads that draw patches ahead of the training, 1 or more. Default: 1. */
  public TrainerBuilder loaderThreads(int value) {
    loaderThreads = value;
    return this;
  }

  /** Counts these images every so many steps and after the last one. */
  public TrainerBuilder validation(CrowdDataset dataset, int everySteps) {
    validation = dataset;
    validationEvery = everySteps;
    return this;
  }

  /**
   * Which weights to return. Default: {@link CheckpointChoice#LAST}. A choice by the images of a
   * {@linkplain CrowdDataset#isTestSplit test split} is refused unless {@link #allowTestSelection}.
   */
  public TrainerBuilder checkpointChoice(CheckpointChoice value) {
    choice = value;
    return this;
  }

  /**
   * Lets {@link CheckpointChoice#BEST_VALIDATION} look at a test split, as many papers do. The
   * errors on that split then flatter the model.
   */
  public TrainerBuilder allowTestSelection() {
    testSelection = true;
    return this;
  }

  /**
   * Saves a checkpoint every so many steps and at the end, and goes on from the newest one there.
   */
  public TrainerBuilder checkpoints(Path folder, int everySteps) {
    checkpoints = folder;
    checkpointEvery = everySteps;
    return this;
  }

  /** What to do about broken images, diverged steps and checkpoints of another training. */
  public TrainerBuilder safeguards(Safeguards value) {
    safeguards = value;
    return this;
  }

  /** Adds a listener. */
  public TrainerBuilder listener(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  /** What the model's card says; the training adds its own facts. */
  public TrainerBuilder card(ModelCard value) {
    card = value;
    return this;
  }

  /**
   * Checks everything.
   *
   * @throws IllegalArgumentException if an option is missing or outside its range, or options do
   *     not fit each other; the message says which and what would be right
   * @throws io.github.crowdrank.engine.EngineException if none was chosen and none runs here
   */
  public CrowdTrainer build() {
    requirePositive("steps", steps);
    requirePositive("loader threads", loaderThreads);
    requirePositive("steps between validations", validationEvery);
    requirePositive("steps between checkpoints", checkpointEvery);
    CrowdDataset labeledImages = labeled;
    if (labeledImages == null || labeledImages.size() == 0) {
      throw new IllegalArgumentException("labeled(...) needs at least one image");
    }
    UnlabeledImages unlabeledImages =
        Objects.requireNonNullElseGet(unlabeled, labeledImages::unlabeled);
    if (unlabeledImages.size() == 0) {
      throw new IllegalArgumentException("unlabeled(...) needs at least one image");
    }
    if (validation != null && validation.size() == 0) {
      throw new IllegalArgumentException("validation(...) needs at least one image");
    }
    if (choice == CheckpointChoice.BEST_VALIDATION) {
      checkSelection(validation);
    }
    Preset.Recipe recipe = recipe();
    check(recipe);
    if (checkpoints != null) {
      ToldLoss.require(recipe.countingLoss());
    }
    Preprocessing pixels =
        Objects.requireNonNullElseGet(preprocessing, () -> preset.preprocessing(network));
    Weights start =
        Objects.requireNonNullElseGet(initialWeights, () -> preset.initialize(network, seed));
    // Everything that is wrong with the parts of the model is found here and not after hours.
    CrowdModel untrained = new CrowdModel(network, start, pixels, card);
    return new CrowdTrainer(
        new TrainingPlan(
            preset,
            network,
            untrained.weights(),
            untrained.preprocessing(),
            Objects.requireNonNullElseGet(engine, AutomaticEngine::create),
            labeledImages,
            unlabeledImages,
            recipe,
            Objects.requireNonNullElseGet(
                microBatch, () -> MicroBatch.fitting(network, recipe.labeledPatches().size())),
            steps,
            seed,
            loaderThreads,
            validation,
            validationEvery,
            choice,
            checkpoints,
            checkpointEvery,
            safeguards,
            card,
            List.copyOf(listeners)));
  }

  private Preset.Recipe recipe() {
    Preset.Recipe base = preset.recipe(network, steps);
    return new Preset.Recipe(
        Objects.requireNonNullElse(scheme, base.scheme()),
        Objects.requireNonNullElse(optimizer, base.optimizer()),
        new CheckedRate(Objects.requireNonNullElse(learningRate, base.learningRate())),
        Objects.requireNonNullElseGet(parameterRules, () -> preset.rules(network, randomLayers))
            .freezing(frozen),
        gradientClipping == null ? base.clipping() : gradientClipping,
        Objects.requireNonNullElse(weightAverage, base.weightAverage()),
        Objects.requireNonNullElse(outputGradient, base.outputGradient()),
        Objects.requireNonNullElse(countingLoss, base.countingLoss()),
        Objects.requireNonNullElse(rankingLoss, base.rankingLoss()),
        Objects.requireNonNullElse(labeledPatches, base.labeledPatches()),
        Objects.requireNonNullElse(rankedPatches, base.rankedPatches()),
        Objects.requireNonNullElse(labeledBatch, base.labeledBatch()),
        Objects.requireNonNullElse(rankedGroups, base.rankedGroups()));
  }

  private void check(Preset.Recipe recipe) {
    recipe.scheme().checkSteps(steps);
    requirePositive("labeled batch", recipe.labeledBatch());
    requirePositive("ranked groups", recipe.rankedGroups());
    requirePositive("micro-batch", microBatch == null ? 1 : microBatch);
    recipe.checkFits(network);
  }

  private void checkSelection(@Nullable CrowdDataset images) {
    if (images == null) {
      throw new IllegalArgumentException("BEST_VALIDATION needs validation(...) images");
    }
    if (images.isTestSplit() && !testSelection) {
      throw new IllegalArgumentException(
          "BEST_VALIDATION would choose by %s, a test split, whose errors would then flatter; validate on other images, or allowTestSelection()"
              .formatted(images.name()));
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is at least 1 but was " + value);
    }
  }
}
