package io.github.crowdrank.examples.cli;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.train.Preset;
import io.github.crowdrank.train.experiment.EvaluateOn;
import io.github.crowdrank.train.experiment.ExperimentSetup;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all trainings of an experiment have in common. */
final class ExperimentSetupOptions {
  private static final double HELD_OUT = 0.2;

  @Mixin private LearnerOptions learner;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "of each training (default: ${DEFAULT-VALUE})")
  private int steps = 2000;

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "N",
      description = "each row is trained once for each (default: ${DEFAULT-VALUE})")
  private List<Long> seeds = List.of(1L);

  @Option(names = "--labeled-batch", paramLabel = "N", description = "labelled patches per step")
  private @Nullable Integer labeledBatch;

  @Option(names = "--ranked-groups", paramLabel = "N", description = "groups of ranked patches")
  private @Nullable Integer rankedGroups;

  @Option(
      names = "--lambda",
      paramLabel = "X",
      description =
          "weight of the ranking loss in the multi-task scheme (default: the paper's 100)")
  private double lambda = 100;

  @Mixin private PatchOptions patches;

  @Option(
      names = "--test-split",
      description =
          "judges on the benchmark's test images; left out, on some of the images to learn from,"
              + " which are then not learned from")
  private boolean testSplit;

  @Option(
      names = "--held-out",
      paramLabel = "SHARE",
      description = "how many these are (default: 0.2); which ones is always the same")
  private @Nullable Double heldOut;

  @Option(names = "--checkpoint-every", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
  private int checkpointEvery = 200;

  /**
   * The setup.
   *
   * @throws IllegalArgumentException if an option is out of range
   * @throws IOException if the weights cannot be read
   */
  ExperimentSetup setup() throws IOException {
    if (testSplit && heldOut != null) {
      throw new IllegalArgumentException(
          "either --test-split or --held-out says which images are judged on");
    }
    Preset preset = learner.preset();
    NetworkSpec spec = learner.network().spec();
    ExperimentSetup.Builder setup =
        ExperimentSetup.builder(spec, preset)
            .preprocessing(learner.network().preprocessing())
            .steps(steps)
            .seeds(seeds)
            .lambda(lambda)
            .evaluateOn(testSplit ? EvaluateOn.TEST : EvaluateOn.HELD_OUT)
            .heldOut(heldOut == null ? HELD_OUT : heldOut, 1)
            .checkpointEvery(checkpointEvery);
    ImportedWeights imported = learner.imported(1);
    if (imported != null) {
      setup.pretrained(imported);
      if (learner.scales(imported)) {
        setup.scaledStart();
      }
    }
    Engine engine = learner.engine();
    if (engine != null) {
      setup.engine(engine);
    }
    if (labeledBatch != null) {
      setup.labeledBatch(labeledBatch);
    }
    if (rankedGroups != null) {
      setup.rankedGroups(rankedGroups);
    }
    return setup
        .labeledPatches(patches.labeledPatches(preset, spec))
        .rankedPatches(patches.rankedPatches(preset, spec))
        .rankingLoss(patches.rankingLoss(preset))
        .build();
  }
}
