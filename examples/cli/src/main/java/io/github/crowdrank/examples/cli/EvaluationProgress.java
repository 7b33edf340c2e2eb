package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.evaluation.EvaluationListener;
import io.github.crowdrank.train.evaluation.ImageFailure;
import io.github.crowdrank.train.evaluation.ImageResult;
import java.io.PrintWriter;

/** A line every two seconds, and one for each failure. */
final class EvaluationProgress implements EvaluationListener {
  private final PrintWriter err;
  private final Progress progress;

  EvaluationProgress(PrintWriter err) {
    this.err = err;
    this.progress = new Progress(err);
  }

  @Override
  public void onImage(int done, int total, ImageResult result) {
    progress.show(done, total);
  }

  @Override
  public void onFailure(int done, int total, ImageFailure failure) {
    err.println("crowdrank: " + failure.problem().getMessage());
    progress.show(done, total);
  }
}
