package io.github.crowdrank.train.tensorboard;

import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.train.StepReport;
import io.github.crowdrank.train.TrainingListener;
import io.github.crowdrank.train.ValidationReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the figures of a training as an event file of TensorBoard's, which shows them while it
 * runs: {@code tensorboard --logdir FOLDER}.
 *
 * <p>The scalars are {@code loss/total}, {@code loss/counting} and {@code loss/ranking} (the latter
 * two in steps that have them), {@code ranking/violated} (share of pairs), {@code
 * optimizer/gradient}, {@code optimizer/learning_rate}, {@code speed/steps_per_second}, {@code
 * speed/data_wait}, and of the validation images {@code validation/mae}, {@code validation/mse},
 * {@code validation/bias} and {@code validation/ranking_accuracy}.
 *
 * <p>Each training writes a file of its own into the folder. One that goes on from a checkpoint
 * tells TensorBoard to forget the steps after it. Not thread-safe.
 *
 * <p>If a file cannot be written, an {@link UncheckedIOException} whose message names it ends the
 * training.
 */
public final class TensorBoardLog implements TrainingListener {
  /** Fields of {@code tensorflow.Event}. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  /** Field and value of {@code tensorflow.SessionLog}. */
  private static final int STATUS = 1;

  private static final long START = 1;

  /** Fields of {@code tensorflow.Summary} and its {@code Value}. */
  private static final int VALUE = 1;

  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;

  private final Path folder;
  private final Clock clock;
  private @Nullable RecordFile file;

  /**
   * A log that is not written before the first figure is there.
   *
   * @param folder made if it is not there
   */
  public TensorBoardLog(Path folder) {
    this(folder, Clock.systemUTC());
  }

  TensorBoardLog(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public void onResume(int step, Path checkpoint) {
    write(event(step + 1).message(SESSION_LOG, new ProtoMessage().number(STATUS, START)));
  }

  @Override
  public void onStep(StepReport report) {
    ProtoMessage summary = new ProtoMessage();
    scalar(summary, "loss/total", report.loss());
    if (report.tasks().counting() > 0) {
      scalar(summary, "loss/counting", report.countingLoss());
    }
    RankingStatistics order = report.ranking();
    if (order != null) {
      scalar(summary, "loss/ranking", report.rankingLoss());
      scalar(summary, "ranking/violated", order.violatedShare());
    }
    scalar(summary, "optimizer/gradient", report.gradientLength());
    scalar(summary, "optimizer/learning_rate", report.learningRate());
    scalar(summary, "speed/steps_per_second", report.stepsPerSecond());
    scalar(summary, "speed/data_wait", report.dataWait());
    write(event(report.step()).message(SUMMARY, summary));
  }

  @Override
  public void onValidation(ValidationReport report) {
    ProtoMessage summary = new ProtoMessage();
    scalar(summary, "validation/mae", report.errors().mae());
    scalar(summary, "validation/mse", report.errors().mse());
    scalar(summary, "validation/bias", report.errors().bias());
    if (report.ranking().pairs() > 0) {
      scalar(summary, "validation/ranking_accuracy", report.ranking().correctShare());
    }
    write(event(report.step()).message(SUMMARY, summary));
  }

  private static void scalar(ProtoMessage summary, String tag, double value) {
    summary.message(VALUE, new ProtoMessage().text(TAG, tag).number(SIMPLE_VALUE, (float) value));
  }

  private ProtoMessage event(long step) {
    return time().number(STEP, step);
  }

  private ProtoMessage time() {
    return new ProtoMessage().number(WALL_TIME, clock.millis() / 1e3);
  }

  private void write(ProtoMessage event) {
    try {
      if (file == null) {
        file = create();
        file.append(time().text(FILE_VERSION, "brain.Event:2").toBytes());
      }
      file.append(event.toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** TensorBoard reads the files of a folder in the order of their names. */
  private RecordFile create() throws IOException {
    Files.createDirectories(folder);
    long seconds = clock.millis() / 1000;
    for (int i = 0; ; i++) {
      Path candidate =
          folder.resolve(
              String.format(Locale.ROOT, "events.out.tfevents.%010d.crowdrank.%d", seconds, i));
      if (!Files.exists(candidate)) {
        return new RecordFile(candidate);
      }
    }
  }
}
