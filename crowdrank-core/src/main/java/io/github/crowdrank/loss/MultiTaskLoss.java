package io.github.crowdrank.loss;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Counting and ranking on one batch (Eq. 6): {@code L = L_c + lambda L_r}. The first maps of the
 * batch belong to labelled patches, the rest to groups of ranked ones. Immutable.
 *
 * @param counting loss of the labelled patches
 * @param ranking loss of the ranked patches
 * @param lambda weight of the ranking loss, 0 or more and finite; 100 in the paper
 */
public record MultiTaskLoss(DensityLoss counting, RankingHingeLoss ranking, double lambda) {
  /**
   * Checks the weight.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public MultiTaskLoss {
    if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("lambda is finite and at least 0 but was " + lambda);
    }
  }

  /** The paper's losses with lambda 100. */
  public static MultiTaskLoss paper() {
    return new MultiTaskLoss(new EuclideanDensityLoss(), RankingHingeLoss.paper(), 100);
  }

  /**
   * The loss of a batch and its gradient with respect to {@code predicted}. Either part may be
   * empty; it then adds nothing.
   *
   * @param predicted maps of equal shape, one after the other: labelled, then ranked patches
   * @param labeled targets of the labelled patches
   * @param rankedPatches number of ranked patches, 0 or more
   * @param patchesPerGroup as for {@link RankingHingeLoss}; not looked at without ranked patches
   * @throws IllegalArgumentException if both parts are empty or the numbers do not fit each other
   */
  public MultiTaskValue evaluate(
      float[] predicted, List<DensityTarget> labeled, int rankedPatches, int patchesPerGroup) {
    if (rankedPatches < 0 || labeled.size() + rankedPatches < 1) {
      throw new IllegalArgumentException(
          "a batch has at least one patch but had %d labelled and %d ranked ones"
              .formatted(labeled.size(), rankedPatches));
    }
    int cells = Shapes.cellsOf(predicted.length, Math.addExact(labeled.size(), rankedPatches));
    int split = labeled.size() * cells;
    LossGradient counted = new LossGradient(0, new float[0]);
    if (!labeled.isEmpty()) {
      counted = counting.evaluate(Arrays.copyOf(predicted, split), labeled);
    }
    LossGradient ranked = new LossGradient(0, new float[0]);
    if (rankedPatches > 0) {
      float[] rest = Arrays.copyOfRange(predicted, split, predicted.length);
      ranked = ranking.evaluate(rest, rankedPatches, patchesPerGroup);
    }
    float[] gradient = Arrays.copyOf(counted.gradient(), predicted.length);
    for (int i = split; i < gradient.length; i++) {
      gradient[i] = (float) (lambda * ranked.gradient()[i - split]);
    }
    double total = counted.loss() + lambda * ranked.loss();
    return new MultiTaskValue(total, counted.loss(), ranked.loss(), gradient);
  }

  /**
   * The same on a backend of ND4J, computed there.
   *
   * @param predicted {@code [patches, 1, height, width]}, float or double: labelled, then ranked
   *     patches
   * @param target {@code [labelled, 1, height, width]} of the same type; as many labelled patches
   *     as maps, at least 1. Use {@link RankingHingeLoss} where there are none
   * @param patchesPerGroup as for {@link RankingHingeLoss}; not looked at without ranked patches
   * @return total loss and its gradient
   * @throws IllegalArgumentException if the shapes do not fit
   * @throws UnsupportedOperationException if the counting loss has no form on INDArrays
   */
  public INDArrayLoss evaluate(INDArray predicted, INDArray target, int patchesPerGroup) {
    Shapes.checkMaps(predicted, "predicted");
    Shapes.checkMaps(target, "target");
    long labeled = target.size(0);
    long patches = predicted.size(0);
    if (labeled > patches) {
      throw new IllegalArgumentException(
          "there are %d targets for %d predicted maps".formatted(labeled, patches));
    }
    if (labeled == patches) {
      return counting.evaluate(predicted, target);
    }
    INDArrayLoss counted =
        counting.evaluate(predicted.get(NDArrayIndex.interval(0, labeled)), target);
    INDArrayLoss ranked =
        ranking.evaluate(predicted.get(NDArrayIndex.interval(labeled, patches)), patchesPerGroup);
    INDArray loss = counted.loss().add(ranked.loss().mul(lambda));
    INDArray gradient = Nd4j.concat(0, counted.gradient(), ranked.gradient().mul(lambda));
    return new INDArrayLoss(loss, gradient);
  }
}
