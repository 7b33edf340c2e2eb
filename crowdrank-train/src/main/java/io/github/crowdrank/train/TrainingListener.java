package io.github.crowdrank.train;

import java.nio.file.Path;

/** Told of a training's progress, on the thread that trains. What it throws ends the training. */
public interface TrainingListener {
  /** A step is done. */
  default void onStep(StepReport report) {}

  /** The validation images were counted. */
  default void onValidation(ValidationReport report) {}

  /** A checkpoint is on disk. */
  default void onCheckpoint(int step, Path file) {}

  /** The training went on from a checkpoint. */
  default void onResume(int step, Path file) {}

  /** Something went wrong, and the training goes on. */
  default void onProblem(TrainingProblem problem) {}

  /** The training is over. */
  default void onEnd(TrainingResult result) {}
}
