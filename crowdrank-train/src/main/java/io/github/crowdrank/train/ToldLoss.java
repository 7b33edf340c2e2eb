package io.github.crowdrank.train;

import io.github.crowdrank.loss.DensityLoss;
import io.github.crowdrank.loss.WeightedDensityLoss;

/** Whether checkpoints can be told from those of another loss, for which there is only its text. */
final class ToldLoss {
  private ToldLoss() {}

  /**
   * Checks a loss, and those it is a sum of.
   *
   * @throws IllegalArgumentException if one has no text but that of {@link Object#toString}, which
   *     is another one in each process
   */
  static void require(DensityLoss loss) {
    if (loss instanceof WeightedDensityLoss sum) {
      sum.terms().forEach(term -> require(term.loss()));
      return;
    }
    String type = loss.getClass().getName();
    if (loss.toString().equals(type + "@" + Integer.toHexString(loss.hashCode()))) {
      throw new IllegalArgumentException(
          "checkpoints(...) are told from those of other losses by what a counting loss says of itself, but %s has no toString(): let it name the loss and every choice of it"
              .formatted(type));
    }
  }
}
