package io.github.crowdrank.train;

/**
 * What a training does when something goes wrong. None of it is part of the {@linkplain
 * CrowdTrainer#fingerprint fingerprint}: a training that stopped goes on under other safeguards.
 *
 * @param brokenImage an image that cannot be read. Skipped, the next one that can be read takes its
 *     place, the same in every run as long as the same images are broken
 * @param divergedStep a step whose loss, gradient or new weights are not finite, or whose loss
 *     explodes. Skipped, weights and optimiser stay as they were, which costs a copy of them in
 *     each step
 * @param mostSkippedSteps so many steps in a row may be skipped, 1 or more; one more ends the
 *     training, because the weights and not the data are then at fault
 * @param explosion a loss explodes that is more than so many times the third largest one of the
 *     first {@value LossScale#STEPS} steps of its task and, if it is the counting loss, than what
 *     its batch would have where nobody is predicted, if the ranking loss, than 0.001; more than 1,
 *     infinity for never. Within those steps, which differ most, it is ten times as many, and among
 *     the first ten the largest one
 * @param otherCheckpoints whether to go on from the checkpoint of a training with other data,
 *     options or {@linkplain io.github.crowdrank.engine.TrainingNetwork#arithmetic arithmetic},
 *     instead of refusing it
 */
public record Safeguards(
    Reaction brokenImage,
    Reaction divergedStep,
    int mostSkippedSteps,
    double explosion,
    boolean otherCheckpoints) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public Safeguards {
    if (mostSkippedSteps < 1) {
      throw new IllegalArgumentException(
          "steps skipped in a row are 1 or more but were " + mostSkippedSteps);
    }
    if (!(explosion > 1)) {
      throw new IllegalArgumentException("an explosion is a factor above 1 but was " + explosion);
    }
  }

  /**
   * Whatever is wrong ends the training, a loss of 1,000 times the first ones included, and other
   * checkpoints are refused.
   */
  public static Safeguards strict() {
    return new Safeguards(Reaction.STOP, Reaction.STOP, 10, 1000, false);
  }

  /** Broken images and up to ten diverged steps in a row are skipped. */
  public static Safeguards lenient() {
    return strict().withBrokenImage(Reaction.SKIP).withDivergedStep(Reaction.SKIP);
  }

  /** The same with another reaction to broken images. */
  public Safeguards withBrokenImage(Reaction reaction) {
    return new Safeguards(reaction, divergedStep, mostSkippedSteps, explosion, otherCheckpoints);
  }

  /** The same with another reaction to diverged steps. */
  public Safeguards withDivergedStep(Reaction reaction) {
    return new Safeguards(brokenImage, reaction, mostSkippedSteps, explosion, otherCheckpoints);
  }

  /** The same with another factor of explosion. */
  public Safeguards withExplosion(double factor) {
    return new Safeguards(brokenImage, divergedStep, mostSkippedSteps, factor, otherCheckpoints);
  }

  /** The same, but the checkpoints of another training are gone on from. */
  public Safeguards withOtherCheckpoints() {
    return new Safeguards(brokenImage, divergedStep, mostSkippedSteps, explosion, true);
  }
}
