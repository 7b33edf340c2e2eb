package io.github.crowdrank.train;

import java.util.List;

/**
 * Collects what a training tells.
 *
 * @param problems receives it
 */
record ToldProblems(List<TrainingProblem> problems) implements TrainingListener {
  @Override
  public void onProblem(TrainingProblem problem) {
    problems.add(problem);
  }
}
