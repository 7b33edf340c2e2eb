package io.github.crowdrank.loss;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How far predicted density maps are from those of labelled patches. Immutable. */
public interface DensityLoss {
  /**
   * The loss of a batch and its gradient with respect to {@code predicted}.
   *
   * @param predicted one map for each target, one after the other, row by row
   * @param targets one or more, all of one shape
   * @throws IllegalArgumentException if there is no target, they differ in shape, or {@code
   *     predicted} has another length
   */
  LossGradient evaluate(float[] predicted, List<DensityTarget> targets);

  /**
   * The same on a backend of ND4J, for losses that need no more than the target's density.
   *
   * @param predicted {@code [maps, 1, height, width]}, float or double
   * @param target of the same shape and type
   * @throws IllegalArgumentException if shapes or types do not fit
   * @throws UnsupportedOperationException if this loss has no such form
   */
  default INDArrayLoss evaluate(INDArray predicted, INDArray target) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " has no form on INDArrays; use the one on plain arrays");
  }
}
