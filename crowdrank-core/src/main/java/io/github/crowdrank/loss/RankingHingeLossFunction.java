package io.github.crowdrank.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@link RankingHingeLoss} as the loss of a Deeplearning4j {@code CnnLossLayer} with one output
 * channel. Labels are not looked at, but must be there and have the shape of the output. Immutable,
 * saved with the network's configuration.
 *
 * <p>Deeplearning4j divides a score by the number of images in the batch, and the gradient too
 * before it updates. Configure the network with {@code miniBatch(false)} to take exactly the steps
 * of the loss; the reported score stays divided.
 *
 * @param cells cells of each density map, 1 or more
 * @param patchesPerGroup patches nested in each other, 2 or more, the largest first
 * @param margin as {@link RankingHingeLoss#margin()}
 * @param reduction as {@link RankingHingeLoss#reduction()}
 * @param score as {@link RankingHingeLoss#score()}
 */
public record RankingHingeLossFunction(
    @JsonProperty("cells") int cells,
    @JsonProperty("patchesPerGroup") int patchesPerGroup,
    @JsonProperty("margin") double margin,
    @JsonProperty("reduction") RankingReduction reduction,
    @JsonProperty("score") PatchScore score)
    implements MapLossFunction {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  @JsonCreator
  public RankingHingeLossFunction {
    if (cells < 1) {
      throw new IllegalArgumentException("a map has at least 1 cell but was " + cells);
    }
    Shapes.checkGroups(patchesPerGroup, patchesPerGroup);
    loss(margin, reduction, score);
  }

  /** A given loss as a loss function. */
  public static RankingHingeLossFunction of(RankingHingeLoss loss, int cells, int patchesPerGroup) {
    return new RankingHingeLossFunction(
        cells, patchesPerGroup, loss.margin(), loss.reduction(), loss.score());
  }

  /** The loss that this computes. */
  public RankingHingeLoss loss() {
    return loss(margin, reduction, score);
  }

  private static RankingHingeLoss loss(
      double margin, RankingReduction reduction, PatchScore score) {
    return RankingHingeLoss.builder().margin(margin).reduction(reduction).score(score).build();
  }

  @Override
  public INDArrayLoss evaluate(INDArray labels, INDArray predicted) {
    return loss().evaluate(predicted, patchesPerGroup);
  }
}
