package io.github.crowdrank.train.chart;

/** One row of a {@link TrainingLog}. */
public sealed interface LogRow {
  /** How many steps were done. */
  int step();

  /**
   * Means over the steps since the row before; where a training was killed and its checkpoint has
   * no row, over those since the checkpoint.
   *
   * @param loss the whole loss
   * @param countingLoss as in {@link io.github.crowdrank.train.StepReport}, of the steps that
   *     count; NaN where none did
   * @param rankingLoss as in {@link io.github.crowdrank.train.StepReport}, before its weight, of
   *     the steps that rank; NaN where none did
   * @param violated share of ranked pairs in the wrong order, 0 to 1; NaN where none was ranked
   * @param gradientLength before clipping
   * @param learningRate of the last of these steps
   */
  record Progress(
      int step,
      double loss,
      double countingLoss,
      double rankingLoss,
      double violated,
      double gradientLength,
      double learningRate)
      implements LogRow {}

  /**
   * How the counter of that step does on the validation images.
   *
   * @param mae mean absolute error
   * @param mse root of the mean squared error
   * @param bias mean of estimate minus truth
   * @param violated share of nested pairs in the wrong order, without exact ties, 0 to 1; NaN where
   *     no image could be ranked
   */
  record Validation(int step, double mae, double mse, double bias, double violated)
      implements LogRow {}
}
