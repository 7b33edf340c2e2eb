package io.github.crowdrank.train.experiment;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Fold;
import io.github.crowdrank.data.Split;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Images to learn from, and the official ones to be judged on.
 *
 * @param name of the training side, such as {@code part A} or {@code fold 1}: it heads columns and
 *     chooses among unlabelled images
 * @param train images to learn from
 * @param test images for the final figure; may be null as long as nobody asks for it
 */
public record Division(String name, CrowdDataset train, @Nullable CrowdDataset test) {
  /** A fold of a cross-validation; the first is called {@code fold 1}. */
  public static Division of(Fold fold) {
    return new Division("fold " + (fold.number() + 1), fold.train(), fold.test());
  }

  /**
   * What is learned from and what is judged on, as the setup has it.
   *
   * @throws IllegalArgumentException if test images are asked for and there are none, or there are
   *     too few images to hold some out
   */
  Split sides(ExperimentSetup setup) {
    if (setup.evaluateOn() == EvaluateOn.HELD_OUT) {
      return train.split(1 - setup.heldOutShare(), new SplittableRandom(setup.heldOutSeed()));
    }
    if (test == null) {
      throw new IllegalArgumentException(name + " has no test images to be judged on");
    }
    return new Split(train, test);
  }
}
