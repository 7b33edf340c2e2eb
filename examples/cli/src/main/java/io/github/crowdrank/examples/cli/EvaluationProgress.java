package io.github.crowdrank.examples.cli;

import io.github.crowdrank.train.evaluation.EvaluationListener;
import io.github.crowdrank.train.evaluation.ImageFailure;
import io.github.crowdrank.train.evaluation.ImageResult;
import java.io.PrintWriter;
import java.util.Locale;

/** A line every two seconds, and one for each failure. */
final class EvaluationProgress implements EvaluationListener {
  private static final long NANOS = 2_000_000_000L;

  private final PrintWriter err;
  private final long start = System.nanoTime();
  private long lastLine = start;

  EvaluationProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void onImage(int done, int total, ImageResult result) {
    show(done, total);
  }

  @Override
  public void onFailure(int done, int total, ImageFailure failure) {
    err.println("crowdrank: " + failure.problem().getMessage());
    show(done, total);
  }

  private void show(int done, int total) {
    long now = System.nanoTime();
    if (now - lastLine > NANOS || done == total) {
      lastLine = now;
      double rate = done / ((now - start) / 1e9);
      err.printf(
          Locale.ROOT,
          "%d/%d images, %.1f images/s, %.0f s left%n",
          done,
          total,
          rate,
          (total - done) / rate);
      err.flush();
    }
  }
}
