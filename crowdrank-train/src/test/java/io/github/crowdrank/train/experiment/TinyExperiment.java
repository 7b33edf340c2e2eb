package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.ImportedWeights;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.train.Preset;
import java.util.List;

/** Everything small enough that a table of thirty trainings takes seconds. */
final class TinyExperiment {
  static final NetworkSpec NETWORK =
      new NetworkSpec(
          "tiny",
          List.of(
              new Layer.Input("input", 3),
              new Layer.Convolution(
                  "first", "input", 4, 3, 2, Padding.bottomRight(), 1, Activation.RELU),
              new Layer.MaxPooling("pool", "first", 2, 2),
              new Layer.Convolution("out", "pool", 1, 1, 1, Padding.NONE, 1, Activation.RELU)));

  /** The first layer of a network drawn elsewhere. */
  static final ImportedWeights TRUNK =
      new ImportedWeights(
          Preset.PAPER.initialize(NETWORK, 77), List.of("first"), List.of("out"), List.of());

  static final SyntheticCrowd PAINTER = SyntheticCrowd.builder().size(80, 64).people(1, 30).build();

  private TinyExperiment() {}

  static ExperimentSetup.Builder setup() {
    return ExperimentSetup.builder(NETWORK, Preset.MODERN)
        .pretrained(TRUNK)
        .steps(3)
        .checkpointEvery(1)
        .labeledBatch(2)
        .rankedGroups(1)
        .labeledPatches(
            LabeledPatchSampler.builder()
                .size(32)
                .minSide(24)
                .maxSide(48)
                .stride(NETWORK.stride())
                .build())
        .rankedPatches(RankedPatchSampler.builder().patches(3).size(32).build());
  }

  static UnlabeledPools pools() {
    UnlabeledPool keyword = UnlabeledPool.same(PAINTER.unlabeled(4, 91));
    UnlabeledPool example = side -> PAINTER.unlabeled(3, side.hashCode());
    return new UnlabeledPools(keyword, example);
  }
}
