package io.github.crowdrank.loss;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far predicted density maps are from those of labelled patches. Immutable. Its {@code
 * toString} names the loss and tells every choice of it, the same in each process, as that of a
 * record does: by that text checkpoints of a training know whether they are of the same loss.
 */
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
   * What the loss of some maps of a batch counts in the loss of the whole batch, which lets a batch
   * be worked off in parts. Losses that are not averaged over the maps say so here: one that is
   * summed returns 1.
   *
   * @param maps in the part
   * @param all in the batch
   * @return {@code maps / all}
   */
  default double share(int maps, int all) {
    return (double) maps / all;
  }

  /**
   * The loss on a backend of ND4J, for losses that need no more than the target's density.
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
