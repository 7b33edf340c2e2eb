package io.github.crowdrank.train.experiment;

import io.github.crowdrank.train.StepReport;
import java.util.List;

/** Told of an experiment's progress, on the thread that runs it. */
public interface ExperimentListener {
  /**
   * The experiment begins.
   *
   * @param pending runs that are not done yet, in their order
   */
  default void onStart(Experiment experiment, List<Run> pending) {}

  /**
   * A run begins or goes on.
   *
   * @param number of the run, from 1
   */
  default void onRun(int number, Run run) {}

  /** A step of the current run is done. */
  default void onStep(StepReport report) {}

  /** A run is done. */
  default void onResult(RunResult result) {}
}
