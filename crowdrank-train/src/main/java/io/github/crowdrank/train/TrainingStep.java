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
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one step that all schemes share: one forward pass of labelled and ranked patches through one
 * branch, the losses, one backward pass. A batch that is too large for the memory passes in {@link
 * MicroBatch micro-batches} whose gradients add up.
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
  private final int microBatch;

  /**
   * What one step found.
   *
   * @param loss all of it
   * @param counting loss of the labelled patches
   * @param ranking loss of the ranked patches, before its weight
   * @param statistics order of the ranked patches, null in a step without any
   */
  record Outcome(
      double loss, double counting, double ranking, @Nullable RankingStatistics statistics) {}

  TrainingStep(
      TrainingNetwork network,
      boolean rectified,
      OutputGradient outputGradient,
      DensityLoss counting,
      RankingHingeLoss ranking,
      int patchesPerGroup,
      int microBatch) {
    this.network = network;
    this.rectified = rectified;
    this.outputGradient = outputGradient;
    this.counting = counting;
    this.ranking = ranking;
    this.patchesPerGroup = patchesPerGroup;
    this.microBatch = microBatch;
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
    int labeled = batch.targets().size();
    MultiTaskLoss losses = new MultiTaskLoss(counting, ranking, weights.ranking());
    double loss = 0;
    double counted = 0;
    double ranked = 0;
    List<float[]> rankedMaps = new ArrayList<>();
    for (MicroBatch part :
        MicroBatch.split(labeled, batch.rankedPatches(), patchesPerGroup, microBatch)) {
      FeatureMaps output = network.forward(part.input(batch));
      float[] raw = output.values();
      float[] predicted = rectified ? rectify(raw) : raw;
      MultiTaskValue value =
          losses.evaluatePart(
              predicted,
              part.targets(batch),
              part.ranked(),
              patchesPerGroup,
              labeled,
              batch.rankedPatches());
      float[] back = value.gradient();
      if (rectified) {
        throughRectifier(back, raw);
      }
      network.backward(
          FeatureMaps.of(output.count(), 1, output.height(), output.width(), back), gradient);
      loss += value.total();
      counted += value.counting();
      ranked += value.ranking();
      int cells = output.height() * output.width();
      rankedMaps.add(Arrays.copyOfRange(predicted, part.labeled() * cells, predicted.length));
    }
    return new Outcome(
        loss, counted, ranked, Double.isFinite(loss) ? statistics(batch, rankedMaps) : null);
  }

  /** The counting loss of a batch of labelled patches if nobody were predicted in any of them. */
  double countingLossOfNothing(TrainingBatch batch) {
    int cells =
        batch.targets().stream()
            .mapToInt(target -> target.density().width() * target.density().height())
            .sum();
    return counting.evaluate(new float[cells], batch.targets()).loss();
  }

  private @Nullable RankingStatistics statistics(TrainingBatch batch, List<float[]> rankedMaps) {
    return batch.rankedPatches() == 0
        ? null
        : RankingStatistics.of(concatenated(rankedMaps), batch.rankedPatches(), patchesPerGroup);
  }

  private static float[] concatenated(List<float[]> parts) {
    FloatBuffer all = FloatBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(all::put);
    return all.array();
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
