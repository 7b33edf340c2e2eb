package io.github.crowdrank.loss;

import io.github.crowdrank.density.DensityMap;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The squared difference of density maps, added up over the cells and averaged over the batch (Eq.
 * 1): {@code L = 1/M sum_i ||y_i - p_i||^2}, with gradient {@code 2 (p_i - y_i) / M}.
 *
 * @param reduction divisor of the sum
 */
public record EuclideanDensityLoss(CountingReduction reduction) implements DensityLoss {
  /** The loss as the paper prints it, {@link CountingReduction#PAPER}. */
  public EuclideanDensityLoss() {
    this(CountingReduction.PAPER);
  }

  @Override
  public LossGradient evaluate(float[] predicted, List<DensityTarget> targets) {
    Shapes.requireTarget(targets);
    int cells = Shapes.cellsOf(predicted.length, targets);
    double factor = reduction.factor(targets.size());
    float[] target = new float[cells];
    float[] gradient = new float[predicted.length];
    double sum = 0;
    for (int map = 0; map < targets.size(); map++) {
      DensityMap density = targets.get(map).density();
      density.copyTo(target, 0);
      for (int i = 0, at = map * cells; i < cells; i++, at++) {
        double difference = (double) predicted[at] - target[i];
        sum += difference * difference;
        gradient[at] = (float) (2 * factor * difference);
      }
    }
    return new LossGradient(factor * sum, gradient);
  }

  @Override
  public INDArrayLoss evaluate(INDArray predicted, INDArray target) {
    Shapes.checkMaps(predicted, "predicted");
    if (!predicted.equalShapes(target) || predicted.dataType() != target.dataType()) {
      throw new IllegalArgumentException(
          "target has the shape and type of predicted, %s, but was %s"
              .formatted(Shapes.describe(predicted), Shapes.describe(target)));
    }
    double factor = reduction.factor(predicted.size(0));
    INDArray difference = predicted.sub(target);
    INDArray loss = difference.mul(difference).sum().muli(factor);
    return new INDArrayLoss(loss, difference.muli(2 * factor));
  }
}
