package io.github.crowdrank.train;

import io.github.crowdrank.loss.RankingStatistics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Prints what happens, one line each: progress every few seconds, each validation, each checkpoint.
 * For one training at a time, whose thread tells it; not safe for use by many threads.
 */
public final class ConsoleProgress implements TrainingListener {
  private final PrintStream out;
  private final long intervalNanos;
  private long lastPrinted = Long.MIN_VALUE;

  /**
   * Prints progress no more often than every {@code interval}; the first and last step always.
   *
   * @param out where to
   */
  public ConsoleProgress(PrintStream out, Duration interval) {
    this.out = out;
    this.intervalNanos = interval.toNanos();
  }

  /** Prints to standard error, progress every five seconds. */
  public static ConsoleProgress toStandardError() {
    return new ConsoleProgress(System.err, Duration.ofSeconds(5));
  }

  @Override
  public void onStep(StepReport report) {
    long now = System.nanoTime();
    boolean due = lastPrinted == Long.MIN_VALUE || now - lastPrinted >= intervalNanos;
    if (due || report.step() == report.totalSteps()) {
      lastPrinted = now;
      line(
          "step %d/%d  loss %.4g  counting %.4g  ranking %.4g%s  %.2f steps/s"
              + "  %.0f %% waiting for patches  %s left",
          report.step(),
          report.totalSteps(),
          report.loss(),
          report.countingLoss(),
          report.rankingLoss(),
          order(report),
          report.stepsPerSecond(),
          100 * report.dataWait(),
          time(report.remaining()));
    }
  }

  private static String order(StepReport report) {
    RankingStatistics ranking = report.ranking();
    return ranking == null
        ? ""
        : String.format(
            Locale.ROOT, "  (%.0f %% of pairs violated)", 100 * ranking.violatedShare());
  }

  @Override
  public void onValidation(ValidationReport report) {
    line(
        "step %d  validation: MAE %.2f, MSE %.2f, bias %+.2f%s%s",
        report.step(),
        report.errors().mae(),
        report.errors().mse(),
        report.errors().bias(),
        report.best() ? " (best so far)" : "",
        order(report));
  }

  private static String order(ValidationReport report) {
    return report.ranking().pairs() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; ranking accuracy %.1f %% (%.1f %% ties, spread %.1f)",
            100 * report.ranking().correctShare(),
            100 * report.statistics().tiedShare(),
            report.statistics().countDeviation());
  }

  @Override
  public void onCheckpoint(int step, Path file) {
    line("step %d  checkpoint %s", step, file);
  }

  @Override
  public void onResume(int step, Path file) {
    line("going on from step %d of %s", step, file);
  }

  @Override
  public void onProblem(TrainingProblem problem) {
    line("warning: %s", problem.message());
  }

  @Override
  public void onEnd(TrainingResult result) {
    line(
        "%s after %d steps, %s, %.0f %% of the steps waiting for patches",
        result.ending() == TrainingResult.Ending.COMPLETED ? "done" : "stopped",
        result.steps(),
        time(result.elapsed()),
        100 * result.dataWait());
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  private static String time(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 3600
        ? "%d:%02d min".formatted(seconds / 60, seconds % 60)
        : "%d:%02d h".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
