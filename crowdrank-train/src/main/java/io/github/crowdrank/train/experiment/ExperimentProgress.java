package io.github.crowdrank.train.experiment;

import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.train.StepReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Prints which run an experiment is at, how fast it goes and how long all of it will take if every
 * step takes as long as those so far. For one experiment, whose thread tells it; not safe for use
 * by many threads.
 */
public final class ExperimentProgress implements ExperimentListener {
  private final PrintWriter out;
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private long lastPrinted;
  private int runs;
  private int number;

  /** Steps of the runs that are not done, the current one among them. */
  private long stepsPending;

  private long stepsDone;

  /** Prints to {@code out}, progress no more often than every {@code interval}. */
  public ExperimentProgress(PrintWriter out, Duration interval) {
    this(out, interval, System::nanoTime);
  }

  ExperimentProgress(PrintWriter out, Duration interval, LongSupplier nanoTime) {
    this.out = out;
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.lastPrinted = startNanos;
  }

  @Override
  public void onStart(Experiment experiment, List<Run> pending) {
    runs = experiment.runs().size();
    stepsPending = pending.stream().mapToLong(run -> run.recipe().steps()).sum();
    line("%s: %d of %d runs to do", experiment.title(), pending.size(), runs);
  }

  @Override
  public void onRun(int runNumber, Run run) {
    number = runNumber;
    line("run %d/%d: %s", number, runs, run.label());
  }

  @Override
  public void onStep(StepReport report) {
    stepsDone++;
    long now = nanoTime.getAsLong();
    if (now - lastPrinted < intervalNanos) {
      return;
    }
    lastPrinted = now;
    double secondsPerStep = (now - startNanos) / 1e9 / stepsDone;
    long left = stepsPending - report.step();
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
    stepsPending -= result.run().recipe().steps();
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
