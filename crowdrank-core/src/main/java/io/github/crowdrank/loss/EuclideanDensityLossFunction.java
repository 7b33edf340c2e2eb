package io.github.crowdrank.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@link EuclideanDensityLoss} as the loss of a Deeplearning4j {@code CnnLossLayer} with one output
 * channel; its labels are the target densities. Immutable, saved with the network's configuration.
 *
 * <p>Deeplearning4j divides a score by the number of images in the batch, and the gradient too
 * before it updates, although this loss is already averaged. Configure the network with {@code
 * miniBatch(false)} to take exactly the steps of the loss; the reported score stays divided.
 *
 * @param cells cells of each density map, 1 or more
 * @param reduction divisor of the sum
 */
public record EuclideanDensityLossFunction(
    @JsonProperty("cells") int cells, @JsonProperty("reduction") CountingReduction reduction)
    implements MapLossFunction {
  /**
   * Checks the number of cells.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  @JsonCreator
  public EuclideanDensityLossFunction {
    if (cells < 1) {
      throw new IllegalArgumentException("a map has at least 1 cell but was " + cells);
    }
  }

  @Override
  public INDArrayLoss evaluate(INDArray labels, INDArray predicted) {
    return new EuclideanDensityLoss(reduction).evaluate(predicted, labels);
  }
}
