package io.github.crowdrank.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@link MultiTaskLoss} as the loss of a Deeplearning4j {@code CnnLossLayer} with one output
 * channel. Labels have the shape of the output: the target densities of the labelled patches, which
 * come first, then anything for the ranked ones. Immutable, saved with the network's configuration.
 *
 * <p>Deeplearning4j divides a score by the number of images in the batch, and the gradient too
 * before it updates. Configure the network with {@code miniBatch(false)} to take exactly the steps
 * of the loss; the reported score stays divided.
 *
 * @param labeledPatches labelled patches at the head of every batch, 1 or more
 * @param counting loss of the labelled patches
 * @param ranking loss of the other ones, for maps of equally many cells
 * @param lambda weight of the ranking loss, 0 or more; 100 in the paper
 */
public record MultiTaskLossFunction(
    @JsonProperty("labeledPatches") int labeledPatches,
    @JsonProperty("counting") EuclideanDensityLossFunction counting,
    @JsonProperty("ranking") RankingHingeLossFunction ranking,
    @JsonProperty("lambda") double lambda)
    implements MapLossFunction {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range or the losses differ in cells
   */
  @JsonCreator
  public MultiTaskLossFunction {
    if (labeledPatches < 1) {
      throw new IllegalArgumentException(
          "a batch has at least 1 labelled patch but was " + labeledPatches);
    }
    if (counting.cells() != ranking.cells()) {
      throw new IllegalArgumentException(
          "both losses see maps of equally many cells but %d and %d were given"
              .formatted(counting.cells(), ranking.cells()));
    }
    loss(counting, ranking, lambda);
  }

  @Override
  public int cells() {
    return counting.cells();
  }

  /** The loss that this computes. */
  public MultiTaskLoss loss() {
    return loss(counting, ranking, lambda);
  }

  private static MultiTaskLoss loss(
      EuclideanDensityLossFunction counting, RankingHingeLossFunction ranking, double lambda) {
    return new MultiTaskLoss(
        new EuclideanDensityLoss(counting.reduction()), ranking.loss(), lambda);
  }

  @Override
  public INDArrayLoss evaluate(INDArray labels, INDArray predicted) {
    if (labels.size(0) < labeledPatches) {
      throw new IllegalArgumentException(
          "a batch begins with %d labelled patches but had %d in all"
              .formatted(labeledPatches, labels.size(0)));
    }
    INDArray target = labels.get(NDArrayIndex.interval(0, labeledPatches));
    return loss().evaluate(predicted, target, ranking.patchesPerGroup());
  }
}
