package io.github.crowdrank.train.chart;

import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.train.StepReport;
import io.github.crowdrank.train.TrainingListener;
import io.github.crowdrank.train.TrainingResult;
import io.github.crowdrank.train.ValidationReport;
import io.github.crowdrank.train.chart.LogRow.Progress;
import io.github.crowdrank.train.chart.LogRow.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the figures of a training in a file of comma-separated values: the means of every so many
 * steps, and each validation. A training that goes on from a checkpoint goes on with the file,
 * whose rows after that checkpoint are dropped; one that starts anew starts it anew. A checkpoint
 * between two rows has a row of its own, so that no step before it is missing from them. Not
 * thread-safe.
 *
 * <p>If the file cannot be written, an {@link UncheckedIOException} whose message names it ends the
 * training.
 */
public final class TrainingLog implements TrainingListener {
  private final Path file;
  private final int every;
  private final List<LogRow> rows = new ArrayList<>();
  private final Mean loss = new Mean();
  private final Mean counting = new Mean();
  private final Mean ranking = new Mean();
  private final Mean violated = new Mean();
  private final Mean gradient = new Mean();
  private double learningRate;
  private int lastStep;
  private int lastRow;

  /**
   * A log that is not written before the first row is due.
   *
   * @param every how many steps one row sums up at most, 1 or more
   */
  public TrainingLog(Path file, int every) {
    if (every < 1) {
      throw new IllegalArgumentException("a row is of 1 step or more but was of " + every);
    }
    this.file = file;
    this.every = every;
  }

  /**
   * The rows of a file.
   *
   * @throws IOException if it cannot be read or is no such log; the message names the line
   */
  public static List<LogRow> read(Path file) throws IOException {
    return List.copyOf(LogFile.read(file));
  }

  /** The rows so far. */
  public List<LogRow> rows() {
    return List.copyOf(rows);
  }

  @Override
  public void onResume(int step, Path checkpoint) {
    try {
      if (Files.exists(file)) {
        LogFile.read(file).stream().filter(row -> row.step() <= step).forEach(rows::add);
      }
      lastRow = step;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onStep(StepReport report) {
    loss.add(report.loss());
    gradient.add(report.gradientLength());
    RankingStatistics order = report.ranking();
    if (order != null) {
      ranking.add(report.rankingLoss());
      violated.add(order.violatedShare());
    }
    if (report.tasks().counting() > 0) {
      counting.add(report.countingLoss());
    }
    learningRate = report.learningRate();
    lastStep = report.step();
    // Steps that are skipped are not told of, and one of them may have been the last of a row.
    if (lastStep / every > lastRow / every || lastStep == report.totalSteps()) {
      addMeans(lastStep);
    }
  }

  @Override
  public void onEnd(TrainingResult result) {
    if (!loss.isEmpty()) {
      addMeans(lastStep);
    }
  }

  /** What goes on from here knows nothing of the steps before. */
  @Override
  public void onCheckpoint(int step, Path checkpoint) {
    if (!loss.isEmpty()) {
      addMeans(step);
    }
  }

  private void addMeans(int step) {
    lastRow = step;
    add(
        new Progress(
            step,
            loss.take(),
            counting.take(),
            ranking.take(),
            violated.take(),
            gradient.take(),
            learningRate));
  }

  @Override
  public void onValidation(ValidationReport report) {
    add(
        new Validation(
            report.step(),
            report.errors().mae(),
            report.errors().mse(),
            report.errors().bias(),
            report.ranking().violatedShare()));
  }

  private void add(LogRow row) {
    rows.add(row);
    // A thread whose interrupt flag is set cannot use file channels; the training ends by itself.
    boolean interrupted = Thread.interrupted();
    try {
      LogFile.write(rows, file);
    } catch (FileSystemException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      // A disk that is full does not say which file it was.
      throw new UncheckedIOException(
          new IOException("%s cannot be written: %s".formatted(file, e.getMessage()), e));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The mean of what was added since it was last taken, NaN of nothing. */
  private static final class Mean {
    private double sum;
    private int number;

    void add(double value) {
      sum += value;
      number++;
    }

    boolean isEmpty() {
      return number == 0;
    }

    double take() {
      double mean = number == 0 ? Double.NaN : sum / number;
      sum = 0;
      number = 0;
      return mean;
    }
  }
}
