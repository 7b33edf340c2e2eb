package io.github.crowdrank.train.experiment;

import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.train.StepReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Prints which run an experiment is at, how fast it goes and how long all of it will take. */
public final class ExperimentProgress implements ExperimentListener {
  private final PrintWriter out;
  private final long intervalNanos;
  private final long startNanos = System.nanoTime();
  private long lastPrinted = startNanos;
  private int runs;
  private int steps;
  private int number;
  private int pending;
  private int stepsDone;

  /** Prints to {@code out}, progress no more often than every {@code interval}. */
  public ExperimentProgress(PrintWriter out, Duration interval) {
    this.out = out;
    this.intervalNanos = interval.toNanos();
  }

  @Override
  public void onStart(Experiment experiment, int pendingRuns) {
    runs = experiment.runs().size();
    steps = experiment.setup().steps();
    pending = pendingRuns;
    line("%s: %d of %d runs to do", experiment.title(), pending, runs);
  }

  @Override
  public void onRun(int runNumber, Run run) {
    number = runNumber;
    line("run %d/%d: %s", number, runs, run.label());
  }

  @Override
  public void onStep(StepReport report) {
    stepsDone++;
    long now = System.nanoTime();
    if (now - lastPrinted < intervalNanos) {
      return;
    }
    lastPrinted = now;
    double secondsPerStep = (now - startNanos) / 1e9 / stepsDone;
    long left = (long) steps * pending - report.step();
    line(
        "run %d/%d  step %d/%d  loss %.4g  %.2f steps/s  %s left of all runs",
        number,
        runs,
        report.step(),
        report.totalSteps(),
        report.loss(),
        report.stepsPerSecond(),
        time((long) (secondsPerStep * left)));
  }

  @Override
  public void onResult(RunResult result) {
    pending--;
    CountingErrors errors = CountingErrors.of(result.counts());
    line(
        "run %d/%d: MAE %.1f, MSE %.1f on %d images",
        number, runs, errors.mae(), errors.mse(), errors.images());
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  private static String time(long seconds) {
    return seconds < 3600
        ? "%d:%02d min".formatted(seconds / 60, seconds % 60)
        : "%d:%02d h".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
