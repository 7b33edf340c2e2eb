package io.github.crowdrank.train;

import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.loss.DensityLoss;
import io.github.crowdrank.loss.MultiTaskLoss;
import io.github.crowdrank.loss.MultiTaskValue;
import io.github.crowdrank.loss.RankingHingeLoss;
import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one step that all schemes share: one forward pass of labelled and ranked patches through one
 * branch, the losses, one backward pass.
 *
 * <p>A final rectifier is taken out of the network and applied here, so that its gradient can be a
 * choice.
 */
final class TrainingStep {
  private final TrainingNetwork network;
  private final boolean rectified;
  private final OutputGradient outputGradient;
  private final DensityLoss counting;
  private final RankingHingeLoss ranking;
  private final int patchesPerGroup;

  /**
   * What one step found.
   *
   * @param loss the losses; of {@code ranking}, before its weight
   * @param statistics order of the ranked patches, null in a step without any
   */
  record Outcome(MultiTaskValue loss, @Nullable RankingStatistics statistics) {}

  TrainingStep(
      TrainingNetwork network,
      boolean rectified,
      OutputGradient outputGradient,
      DensityLoss counting,
      RankingHingeLoss ranking,
      int patchesPerGroup) {
    this.network = network;
    this.rectified = rectified;
    this.outputGradient = outputGradient;
    this.counting = counting;
    this.ranking = ranking;
    this.patchesPerGroup = patchesPerGroup;
  }

  /** Whether the network ends in a rectifier. */
  static boolean endsRectified(NetworkSpec spec) {
    return spec.output() instanceof Layer.Convolution output
        && output.activation() == Activation.RELU;
  }

  /** The network without its final rectifier; the same network if it has none. */
  static NetworkSpec withoutFinalRectifier(NetworkSpec spec) {
    if (!endsRectified(spec)) {
      return spec;
    }
    Layer.Convolution out = (Layer.Convolution) spec.output();
    List<Layer> layers = new ArrayList<>(spec.layers());
    layers.set(
        layers.size() - 1,
        new Layer.Convolution(
            out.name(),
            out.input(),
            out.outputChannels(),
            out.kernel(),
            out.stride(),
            out.padding(),
            out.dilation(),
            Activation.IDENTITY));
    return new NetworkSpec(spec.name(), layers);
  }

  /** Adds the gradient of one batch to {@code gradient}. */
  Outcome run(TrainingBatch batch, TaskWeights weights, float[] gradient) {
    FeatureMaps output = network.forward(batch.input());
    float[] raw = output.values();
    float[] predicted = rectified ? rectify(raw) : raw;
    double lambda = weights.ranking();
    MultiTaskValue loss =
        new MultiTaskLoss(counting, ranking, lambda)
            .evaluate(predicted, batch.targets(), batch.rankedPatches(), patchesPerGroup);
    float[] back = loss.gradient();
    if (rectified) {
      throughRectifier(back, raw);
    }
    network.backward(
        FeatureMaps.of(output.count(), 1, output.height(), output.width(), back), gradient);
    int cells = output.height() * output.width();
    return new Outcome(
        loss, Double.isFinite(loss.total()) ? statistics(predicted, batch, cells) : null);
  }

  private @Nullable RankingStatistics statistics(
      float[] predicted, TrainingBatch batch, int cells) {
    if (batch.rankedPatches() == 0) {
      return null;
    }
    float[] ranked = new float[batch.rankedPatches() * cells];
    System.arraycopy(predicted, batch.targets().size() * cells, ranked, 0, ranked.length);
    return RankingStatistics.of(ranked, batch.rankedPatches(), patchesPerGroup);
  }

  private static float[] rectify(float[] raw) {
    float[] rectified = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      // Not Math.max(0, ...) alone: a NaN has to reach the loss.
      rectified[i] = raw[i] < 0 ? 0 : raw[i];
    }
    return rectified;
  }

  private void throughRectifier(float[] gradient, float[] raw) {
    for (int i = 0; i < gradient.length; i++) {
      boolean passes = raw[i] > 0 || (outputGradient == OutputGradient.REVIVING && gradient[i] < 0);
      if (!passes) {
        gradient[i] = 0;
      }
    }
  }
}
