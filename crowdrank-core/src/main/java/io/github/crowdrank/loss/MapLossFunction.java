package io.github.crowdrank.loss;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A loss on whole maps behind Deeplearning4j's interface. A {@code CnnLossLayer} hands it one row
 * for each cell, {@code [maps * cells, 1]}, map after map; this puts the maps together again.
 */
interface MapLossFunction extends ILossFunction {
  /** Cells of each map. */
  int cells();

  /** The loss of {@code [maps, 1, 1, cells]}. */
  INDArrayLoss evaluate(INDArray labels, INDArray predicted);

  @Override
  default double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activationFn,
      @Nullable INDArray mask,
      boolean average) {
    return score(evaluateRows(labels, preOutput, activationFn, mask), preOutput, average);
  }

  @Override
  default INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activationFn, @Nullable INDArray mask) {
    INDArrayLoss loss = evaluateRows(labels, preOutput, activationFn, mask);
    return gradient(loss, preOutput, activationFn);
  }

  @Override
  default Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activationFn,
      @Nullable INDArray mask,
      boolean average) {
    INDArrayLoss loss = evaluateRows(labels, preOutput, activationFn, mask);
    return new Pair<>(score(loss, preOutput, average), gradient(loss, preOutput, activationFn));
  }

  /**
   * Not supported: the loss of a group of patches belongs to no single one.
   *
   * @throws UnsupportedOperationException always, unless overridden
   */
  @Override
  default INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activationFn, @Nullable INDArray mask) {
    throw new UnsupportedOperationException(
        name() + " is a loss of the whole batch and has no scores of single examples");
  }

  @Override
  default String name() {
    return toString();
  }

  /** The rows as maps, {@code [maps, 1, 1, cells]}. */
  default INDArray maps(INDArray rows) {
    if (rows.rank() != 2 || rows.size(1) != 1 || rows.size(0) % cells() != 0) {
      throw new IllegalArgumentException(
          "rows have shape [maps * %d, 1], for one output channel and %d cells per map, but %s"
              .formatted(cells(), cells(), Arrays.toString(rows.shape())));
    }
    return rows.reshape(rows.size(0) / cells(), 1, 1, cells());
  }

  private INDArrayLoss evaluateRows(
      INDArray labels, INDArray preOutput, IActivation activationFn, @Nullable INDArray mask) {
    if (mask != null) {
      throw new UnsupportedOperationException(name() + " takes no mask; weight the maps instead");
    }
    INDArray predicted = activationFn.getActivation(preOutput.dup(), true);
    return evaluate(maps(labels.castTo(preOutput.dataType())), maps(predicted));
  }

  private double score(INDArrayLoss loss, INDArray preOutput, boolean average) {
    double sum = loss.loss().getDouble(0);
    return average ? sum / maps(preOutput).size(0) : sum;
  }

  private static INDArray gradient(
      INDArrayLoss loss, INDArray preOutput, IActivation activationFn) {
    INDArray epsilon = loss.gradient().reshape(preOutput.shape());
    return activationFn.backprop(preOutput, epsilon).getFirst();
  }
}
