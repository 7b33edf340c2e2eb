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
    return evaluatePart(
        predicted, labeled, rankedPatches, patchesPerGroup, labeled.size(), rankedPatches);
  }

  /**
   * As {@link #evaluate(float[], List, int, int)}, for some labelled patches and some whole groups
   * of a larger batch: losses and gradients of its parts add up to those of the batch.
   *
   * @param predicted maps of this part
   * @param labeled targets of this part
   * @param rankedPatches number of ranked patches in this part
   * @param patchesPerGroup as for {@link RankingHingeLoss}
   * @param allLabeled number of labelled patches in the batch
   * @param allRanked number of ranked patches in the batch
   * @throws IllegalArgumentException if both parts are empty or the numbers do not fit each other
   */
  public MultiTaskValue evaluatePart(
      float[] predicted,
      List<DensityTarget> labeled,
      int rankedPatches,
      int patchesPerGroup,
      int allLabeled,
      int allRanked) {
    if (allLabeled < labeled.size() || allRanked < rankedPatches) {
      throw new IllegalArgumentException(
          "%d labelled and %d ranked patches are no part of a batch of %d and %d"
              .formatted(labeled.size(), rankedPatches, allLabeled, allRanked));
    }
    if (rankedPatches < 0 || labeled.size() + rankedPatches < 1) {
      throw new IllegalArgumentException(
          "a batch has at least one patch but had %d labelled and %d ranked ones"
              .formatted(labeled.size(), rankedPatches));
    }
    int cells = Shapes.cellsOf(predicted.length, Math.addExact(labeled.size(), rankedPatches));
    int split = labeled.size() * cells;
    float[] gradient = new float[predicted.length];
    double counted = 0;
    if (!labeled.isEmpty()) {
      LossGradient found = counting.evaluate(Arrays.copyOf(predicted, split), labeled);
      double share = counting.share(labeled.size(), allLabeled);
      counted = share * found.loss();
      putScaled(share, found.gradient(), gradient, 0);
    }
    double ranked = 0;
    if (rankedPatches > 0) {
      float[] rest = Arrays.copyOfRange(predicted, split, predicted.length);
      LossGradient found = ranking.evaluate(rest, rankedPatches, patchesPerGroup);
      double share = ranking.reduction().share(rankedPatches, allRanked);
      ranked = share * found.loss();
      putScaled(lambda * share, found.gradient(), gradient, split);
    }
    return new MultiTaskValue(counted + lambda * ranked, counted, ranked, gradient);
  }

  private static void putScaled(double factor, float[] values, float[] target, int start) {
    for (int i = 0; i < values.length; i++) {
      target[start + i] = (float) (factor * values[i]);
    }
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
