package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.automatic.AutomaticEngine;
import io.github.crowdrank.loss.RankingHingeLoss;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.train.Preset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all rows of an experiment have in common. Every choice that shapes a result is a value here
 * and goes into the record of each run.
 *
 * @param network what is trained
 * @param preset gives every option of a training that is not set
 * @param preprocessing how pixels become the network's input; null for the preset's
 * @param pretrained a trunk for the rows that start from one; null if there is none, and then all
 *     rows start at random
 * @param scaledStart whether the layers that the trunk does not fill are scaled to what they get,
 *     by {@link io.github.crowdrank.train.ImportedStart#scaled}
 * @param engine what runs the networks
 * @param steps of each training, 1 or more
 * @param labeledBatch labelled patches per step, 1 or more; null for the preset's
 * @param rankedGroups groups of ranked patches per step, 1 or more; null for the preset's
 * @param lambda weight of the ranking loss in the multi-task scheme
 * @param rankingLoss of ranked patches; null for the preset's
 * @param labeledPatches how labelled patches are drawn at many scales
 * @param rankedPatches how ranked patches are drawn
 * @param seeds each row is trained once for each; 1 or more, all different
 * @param evaluateOn which images the table is about
 * @param heldOutShare of the images to learn from that are held out to be judged on, where no test
 *     images are asked for; more than 0 and less than 1
 * @param heldOutSeed which they are; the same for all rows and seeds
 * @param checkpointEvery steps between checkpoints, 1 or more
 */
public record ExperimentSetup(
    NetworkSpec network,
    Preset preset,
    @Nullable Preprocessing preprocessing,
    @Nullable ImportedWeights pretrained,
    boolean scaledStart,
    Engine engine,
    int steps,
    @Nullable Integer labeledBatch,
    @Nullable Integer rankedGroups,
    double lambda,
    @Nullable RankingHingeLoss rankingLoss,
    LabeledPatchSampler labeledPatches,
    RankedPatchSampler rankedPatches,
    List<Long> seeds,
    EvaluateOn evaluateOn,
    double heldOutShare,
    long heldOutSeed,
    int checkpointEvery) {
  /**
   * Checks the choices that no trainer checks, or only after others have run.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public ExperimentSetup {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty() || new HashSet<>(seeds).size() != seeds.size()) {
      throw new IllegalArgumentException("seeds are 1 or more and differ but were " + seeds);
    }
    if (!(heldOutShare > 0 && heldOutShare < 1)) {
      throw new IllegalArgumentException(
          "a held-out share is more than 0 and less than 1 but was " + heldOutShare);
    }
    if (steps < 1 || checkpointEvery < 1) {
      throw new IllegalArgumentException(
          "steps in all and between checkpoints are 1 or more but were %d and %d"
              .formatted(steps, checkpointEvery));
    }
    requirePositive("labelled patches", labeledBatch);
    requirePositive("groups of ranked patches", rankedGroups);
  }

  private static void requirePositive(String name, @Nullable Integer perStep) {
    if (perStep != null && perStep < 1) {
      throw new IllegalArgumentException(name + " per step are 1 or more but were " + perStep);
    }
  }

  /** Choices for trainings of a network. */
  public static Builder builder(NetworkSpec network, Preset preset) {
    return new Builder(network, preset);
  }

  /** Collects the choices of an {@link ExperimentSetup}. */
  public static final class Builder {
    private final NetworkSpec network;
    private final Preset preset;
    private LabeledPatchSampler labeledPatches;
    private RankedPatchSampler rankedPatches;
    private @Nullable Preprocessing preprocessing;
    private @Nullable ImportedWeights pretrained;
    private boolean scaledStart;
    private @Nullable Engine engine;
    private @Nullable Integer labeledBatch;
    private @Nullable Integer rankedGroups;
    private @Nullable RankingHingeLoss rankingLoss;
    private int steps = 20_000;
    private double lambda = 100;
    private List<Long> seeds = List.of(1L);
    private EvaluateOn evaluateOn = EvaluateOn.HELD_OUT;
    private double heldOutShare = 0.2;
    private long heldOutSeed = 1;
    private int checkpointEvery = 200;

    private Builder(NetworkSpec network, Preset preset) {
      this.network = network;
      this.preset = preset;
      this.labeledPatches = preset.labeledPatches(network);
      this.rankedPatches = preset.rankedPatches(network);
    }

    /** How pixels become the network's input; the preset's unless set. */
    public Builder preprocessing(Preprocessing value) {
      preprocessing = value;
      return this;
    }

    /** A trunk to start from; none unless set. What it does not fill is drawn from each seed. */
    public Builder pretrained(ImportedWeights value) {
      pretrained = value;
      return this;
    }

    /**
     * Scales what the trunk does not fill to what it gets, for each seed, by {@link
     * io.github.crowdrank.train.ImportedStart#scaled}; not unless set.
     */
    public Builder scaledStart() {
      scaledStart = true;
      return this;
    }

    /** What runs the networks; {@link AutomaticEngine} unless set. */
    public Builder engine(Engine value) {
      engine = value;
      return this;
    }

    /** Steps of each training; the paper's 20,000 unless set. */
    public Builder steps(int value) {
      steps = value;
      return this;
    }

    /** Labelled patches per step; the preset's unless set. */
    public Builder labeledBatch(int value) {
      labeledBatch = value;
      return this;
    }

    /** Groups of ranked patches per step; the preset's unless set. */
    public Builder rankedGroups(int value) {
      rankedGroups = value;
      return this;
    }

    /** Weight of the ranking loss in the multi-task scheme; the paper's 100 unless set. */
    public Builder lambda(double value) {
      lambda = value;
      return this;
    }

    /** The loss of ranked patches; the preset's unless set. */
    public Builder rankingLoss(RankingHingeLoss value) {
      rankingLoss = value;
      return this;
    }

    /** How labelled patches are drawn at many scales; the preset's unless set. */
    public Builder labeledPatches(LabeledPatchSampler value) {
      labeledPatches = value;
      return this;
    }

    /** How ranked patches are drawn; the preset's unless set. */
    public Builder rankedPatches(RankedPatchSampler value) {
      rankedPatches = value;
      return this;
    }

    /** Each row is trained once for each of these; 1 unless set. */
    public Builder seeds(List<Long> value) {
      seeds = value;
      return this;
    }

    /** Which images the table is about; held-out ones unless set. */
    public Builder evaluateOn(EvaluateOn value) {
      evaluateOn = value;
      return this;
    }

    /** How many of the images to learn from are held out, and which; 0.2 and 1 unless set. */
    public Builder heldOut(double share, long seed) {
      heldOutShare = share;
      heldOutSeed = seed;
      return this;
    }

    /** Steps between checkpoints; 200 unless set. */
    public Builder checkpointEvery(int value) {
      checkpointEvery = value;
      return this;
    }

    /**
     * The setup.
     *
     * @throws IllegalArgumentException if a choice is out of range; what concerns a single training
     *     is checked when it is built
     */
    public ExperimentSetup build() {
      return new ExperimentSetup(
          network,
          preset,
          preprocessing,
          pretrained,
          scaledStart,
          Objects.requireNonNullElseGet(engine, AutomaticEngine::create),
          steps,
          labeledBatch,
          rankedGroups,
          lambda,
          rankingLoss,
          labeledPatches,
          rankedPatches,
          seeds,
          evaluateOn,
          heldOutShare,
          heldOutSeed,
          checkpointEvery);
    }
  }
}
