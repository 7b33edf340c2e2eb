package io.github.crowdrank.bench;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.loss.RankingHingeLoss;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkAndWeights;

/**
 * The gradient of the ranking loss of one group of patches, each contained in the one before, in
 * the two ways that section 4.2 compares.
 */
final class RankingSteps implements AutoCloseable {
  private final TrainingNetwork branch;
  private final TrainingNetwork otherBranch;
  private final RankingHingeLoss loss = RankingHingeLoss.paper();
  private final int parameters;
  private int forwardPasses;

  RankingSteps(Engine engine, NetworkAndWeights network) {
    branch = engine.compileForTraining(network.network(), network.weights());
    otherBranch = engine.compileForTraining(network.network(), network.weights());
    parameters = network.network().parameterCount();
  }

  /** Patches that went through a branch so far. */
  int forwardPasses() {
    return forwardPasses;
  }

  /** Every patch once through one branch; all pairs are formed of what comes out. */
  float[] singleBranch(FeatureMaps group) {
    FeatureMaps maps = forward(branch, group);
    float[] gradient = new float[parameters];
    branch.backward(
        like(maps, loss.evaluate(maps.values(), maps.count(), maps.count()).gradient()), gradient);
    return gradient;
  }

  /** Every pair through two branches with the same weights. */
  float[] siamesePairs(FeatureMaps group) {
    int pairs = group.count() * (group.count() - 1) / 2;
    FeatureMaps larger = FeatureMaps.zeros(pairs, group.channels(), group.height(), group.width());
    FeatureMaps smaller = FeatureMaps.zeros(pairs, group.channels(), group.height(), group.width());
    int pair = 0;
    for (int i = 0; i < group.count(); i++) {
      for (int j = i + 1; j < group.count(); j++) {
        copy(group, i, larger, pair);
        copy(group, j, smaller, pair);
        pair++;
      }
    }
    FeatureMaps first = forward(branch, larger);
    FeatureMaps second = forward(otherBranch, smaller);
    FeatureMaps both =
        FeatureMaps.zeros(2 * pairs, first.channels(), first.height(), first.width());
    for (int i = 0; i < pairs; i++) {
      copy(first, i, both, 2 * i);
      copy(second, i, both, 2 * i + 1);
    }
    FeatureMaps errors = like(both, loss.evaluate(both.values(), 2 * pairs, 2).gradient());
    for (int i = 0; i < pairs; i++) {
      copy(errors, 2 * i, first, i);
      copy(errors, 2 * i + 1, second, i);
    }
    float[] gradient = new float[parameters];
    branch.backward(first, gradient);
    otherBranch.backward(second, gradient);
    return gradient;
  }

  private FeatureMaps forward(TrainingNetwork network, FeatureMaps patches) {
    forwardPasses += patches.count();
    return network.forward(patches);
  }

  private static FeatureMaps like(FeatureMaps maps, float[] values) {
    return FeatureMaps.of(maps.count(), maps.channels(), maps.height(), maps.width(), values);
  }

  private static void copy(FeatureMaps from, int index, FeatureMaps to, int toIndex) {
    int size = from.channels() * from.height() * from.width();
    System.arraycopy(from.values(), index * size, to.values(), toIndex * size, size);
  }

  @Override
  public void close() {
    branch.close();
    otherBranch.close();
  }
}
