package io.github.crowdrank.train;

import io.github.crowdrank.model.CrowdModel;
import java.time.Duration;
import java.util.List;

/**
 * What a training ends with.
 *
 * @param model the trained model, its card telling how it was made
 * @param steps steps done in all
 * @param ending why it ended
 * @param validations in order, those of the runs that it resumed included: of these the newest
 *     2,000 and the best
 * @param elapsed time of this run, without those it resumed
 * @param dataWait share of the time of this run's steps that was spent waiting for their patches, 0
 *     to 1
 */
public record TrainingResult(
    CrowdModel model,
    int steps,
    Ending ending,
    List<ValidationReport> validations,
    Duration elapsed,
    double dataWait) {
  /** Why a training ended. */
  public enum Ending {
    /** All steps are done. */
    COMPLETED,
    /**
     * The thread was interrupted or a stop was asked for; with a checkpoint folder, a trainer built
     * with the same options goes on from here.
     */
    INTERRUPTED
  }

  /** Copies the list. */
  public TrainingResult {
    validations = List.copyOf(validations);
  }
}
