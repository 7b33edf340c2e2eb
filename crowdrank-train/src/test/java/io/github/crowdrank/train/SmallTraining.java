package io.github.crowdrank.train;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A training of painted crowds that takes a fraction of a second. */
final class SmallTraining {
  static final NetworkSpec NETWORK =
      new NetworkSpec(
          "small",
          List.of(
              new Layer.Input("input", 3),
              new Layer.Convolution(
                  "conv1", "input", 8, 3, 2, Padding.bottomRight(), 1, Activation.RELU6),
              new Layer.DepthwiseConvolution(
                  "dw", "conv1", 3, 1, Padding.same(3, 1), 1, Activation.RELU),
              new Layer.MaxPooling("pool", "dw", 2, 2),
              new Layer.Convolution(
                  "conv2", "pool", 16, 3, 1, Padding.same(3, 2), 2, Activation.RELU),
              new Layer.Convolution("out", "conv2", 1, 1, 1, Padding.NONE, 1, Activation.RELU)));

  static final SyntheticCrowd PAINTER = SyntheticCrowd.builder().size(96, 80).people(0, 40).build();

  private SmallTraining() {}

  static CrowdDataset labeled() {
    return PAINTER.dataset(6, 11);
  }

  static UnlabeledImages unlabeled() {
    return PAINTER.unlabeled(8, 12);
  }

  static TrainerBuilder builder(TrainingScheme scheme) {
    return CrowdTrainer.builder(NETWORK, Preset.MODERN)
        .labeled(labeled())
        .unlabeled(unlabeled())
        .scheme(scheme)
        .steps(12)
        .learningRate(LearningRate.constant(1e-3))
        .parameterRules(ParameterRules.uniform(1e-4))
        .labeledPatches(
            LabeledPatchSampler.builder()
                .size(32)
                .minSide(24)
                .maxSide(48)
                .flipProbability(0.5)
                .stride(NETWORK.stride())
                .build())
        .rankedPatches(RankedPatchSampler.builder().patches(3).size(32).build())
        .labeledBatch(3)
        .rankedGroups(2)
        .seed(5);
  }

  /** The four schemes, each changing task within the training. */
  static Stream<TrainingScheme> schemes() {
    return Stream.of(
        TrainingScheme.countingOnly(),
        TrainingScheme.rankingThenFineTuning(4),
        new TrainingScheme.Alternating(3),
        TrainingScheme.multiTask());
  }

  /** What a training ends with. */
  static float[] weights(TrainerBuilder builder) throws IOException {
    return builder.build().run().model().weights().toArray();
  }
}
