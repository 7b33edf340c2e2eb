package io.github.crowdrank.train.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.train.CrowdTrainer;
import io.github.crowdrank.train.Preset;
import io.github.crowdrank.train.StepReport;
import io.github.crowdrank.train.TaskWeights;
import io.github.crowdrank.train.TrainerBuilder;
import io.github.crowdrank.train.TrainingListener;
import io.github.crowdrank.train.TrainingResult;
import io.github.crowdrank.train.TrainingScheme;
import io.github.crowdrank.train.chart.LogRow.Progress;
import io.github.crowdrank.train.chart.LogRow.Validation;
import io.github.crowdrank.train.faults.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLogTest {
  @TempDir Path folder;

  private TrainerBuilder training(int steps) {
    SyntheticCrowd painter = SyntheticCrowd.builder().size(96, 80).people(0, 20).build();
    CrowdDataset images = painter.dataset(4, 1);
    return CrowdTrainer.builder(MobileNetV1.counter(), Preset.MODERN)
        .labeled(images)
        .unlabeled(images.unlabeled())
        .scheme(new TrainingScheme.Alternating(2))
        .labeledPatches(Preset.MODERN.labeledPatches(MobileNetV1.counter(), 32))
        .rankedPatches(
            Preset.MODERN.rankedPatches(MobileNetV1.counter()).toBuilder().size(32).build())
        .labeledBatch(1)
        .validation(painter.dataset(2, 2), 4)
        .steps(steps);
  }

  /** The last {@code StepReport}s are the oracle: rows are their means. */
  @Test
  void rows_are_means_of_steps_and_validations_and_read_back_as_they_were() throws IOException {
    Path file = folder.resolve("log.csv");
    TrainingLog log = new TrainingLog(file, 2);
    List<StepReport> steps = new ArrayList<>();

    training(4)
        .listener(log)
        .listener(
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                steps.add(report);
              }
            })
        .build()
        .run();

    assertThat(log.rows()).hasSize(3);
    boolean countsFirst = steps.get(0).tasks().counting() > 0;
    Progress counting = (Progress) log.rows().get(countsFirst ? 0 : 1);
    Progress ranking = (Progress) log.rows().get(countsFirst ? 1 : 0);
    assertThat(counting.violated()).isNaN();
    assertThat(counting.rankingLoss()).isNaN();
    assertThat(ranking.countingLoss()).isNaN();
    assertThat(ranking.violated()).isBetween(0.0, 1.0);
    for (Progress row : List.of(counting, ranking)) {
      StepReport last = steps.get(row.step() - 1);
      StepReport before = steps.get(row.step() - 2);
      assertThat(row.loss()).isCloseTo((last.loss() + before.loss()) / 2, within(1e-9));
      assertThat(row.learningRate()).isEqualTo(last.learningRate());
    }
    assertThat(log.rows().get(2)).isInstanceOf(Validation.class);
    assertThat(TrainingLog.read(file))
        .usingRecursiveComparison()
        .withEqualsForType(TrainingLogTest::nearlyEqual, Double.class)
        .isEqualTo(log.rows());
  }

  /** The reports of the steps, those before the stop among them, are the oracle. */
  @Test
  void rows_of_a_training_that_was_stopped_between_two_of_them_are_means_of_all_its_steps()
      throws IOException {
    Path file = folder.resolve("log.csv");
    List<StepReport> steps = new ArrayList<>();
    AtomicReference<CrowdTrainer> running = new AtomicReference<>();
    for (int stopAfter : new int[] {3, 8}) {
      CrowdTrainer trainer =
          training(8)
              .checkpoints(folder.resolve("checkpoints"), 100)
              .listener(new TrainingLog(file, 4))
              .listener(
                  new TrainingListener() {
                    @Override
                    public void onStep(StepReport report) {
                      steps.add(report);
                      if (report.step() == stopAfter) {
                        Objects.requireNonNull(running.get()).stop();
                      }
                    }
                  })
              .build();
      running.set(trainer);
      trainer.run();
    }

    List<Progress> rows =
        TrainingLog.read(file).stream()
            .filter(Progress.class::isInstance)
            .map(Progress.class::cast)
            .toList();
    assertThat(steps).extracting(StepReport::step).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(rows).extracting(Progress::step).startsWith(3).contains(4, 8);
    int before = 0;
    for (Progress row : rows) {
      double mean =
          steps.subList(before, row.step()).stream()
              .mapToDouble(StepReport::loss)
              .average()
              .orElseThrow();
      assertThat(row.loss()).as("step " + row.step()).isCloseTo(mean, withinPercentage(0.01));
      assertThat(row.learningRate())
          .isCloseTo(steps.get(row.step() - 1).learningRate(), withinPercentage(0.01));
      before = row.step();
    }
  }

  private static StepReport step(int step) {
    return step(step, new TaskWeights(1, 0), step);
  }

  private static StepReport step(int step, TaskWeights tasks, double countingLoss) {
    return new StepReport(
        step, 12, tasks, step, countingLoss, 0, null, 0.1, 1, 1, 0, Duration.ZERO);
  }

  /** A patch without people that is counted as 0 has no loss, and yet it counts. */
  @Test
  void a_counting_loss_of_0_is_part_of_the_mean_and_a_step_that_does_not_count_is_not() {
    TrainingLog log = new TrainingLog(folder.resolve("log.csv"), 2);

    log.onStep(step(1, new TaskWeights(1, 0), 0));
    log.onStep(step(2, new TaskWeights(1, 0), 4));
    log.onStep(step(3, new TaskWeights(0, 1), 0));
    log.onStep(step(4, new TaskWeights(1, 1), 3));
    log.onStep(step(5, new TaskWeights(0, 1), 0));
    log.onStep(step(6, new TaskWeights(0, 1), 0));

    assertThat(log.rows())
        .extracting(row -> ((Progress) row).countingLoss())
        .containsExactly(2.0, 3.0, Double.NaN);
  }

  /** Nothing is told of a step that is skipped. */
  @Test
  void rows_end_at_the_next_step_where_their_last_one_was_skipped() throws IOException {
    TrainingLog log = new TrainingLog(folder.resolve("log.csv"), 4);
    for (int step : new int[] {1, 2, 3, 5, 6, 7, 8, 9, 10, 11}) {
      log.onStep(step(step));
    }
    log.onEnd(
        new TrainingResult(
            BundledModel.COMPACT.load(),
            12,
            TrainingResult.Ending.COMPLETED,
            List.of(),
            Duration.ZERO,
            0));

    assertThat(log.rows())
        .extracting(row -> row.step(), row -> ((Progress) row).loss())
        .containsExactly(
            tuple(5, (1 + 2 + 3 + 5) / 4.0), tuple(8, (6 + 7 + 8) / 3.0), tuple(11, 10.0));
  }

  @Test
  void a_disk_that_is_full_ends_the_training_with_the_name_of_the_log_and_keeps_its_work()
      throws IOException {
    Path checkpoints = folder.resolve("checkpoints");
    Path file = Faults.fullAfter(100).of(folder.resolve("log.csv"));

    assertThatThrownBy(
            () ->
                training(4)
                    .checkpoints(checkpoints, 100)
                    .listener(new TrainingLog(file, 2))
                    .build()
                    .run())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file + " cannot be written: No space left on device");
    assertThat(checkpoints).isDirectoryContaining("glob:**step-0000000002.checkpoint");
  }

  @Test
  void a_training_that_goes_on_drops_what_came_after_its_checkpoint() throws IOException {
    Path file = folder.resolve("log.csv");
    LogFile.write(List.of(row(2), row(4), new Validation(4, 3, 4, -1, 0.1), row(6), row(8)), file);
    TrainingLog log = new TrainingLog(file, 2);

    log.onResume(5, folder.resolve("any.checkpoint"));

    assertThat(log.rows()).extracting(LogRow::step).containsExactly(2, 4, 4);
  }

  @Test
  void what_is_no_log_is_refused_with_its_line() throws IOException {
    Path file = folder.resolve("log.csv");
    LogFile.write(List.of(row(2)), file);
    String whole = Files.readString(file);

    for (String damaged :
        List.of("", "step,loss\n", whole + "training,4\n", whole + "other,4,,,,,,,,,\n")) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> TrainingLog.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("log.csv")
          .hasMessageContaining(damaged.startsWith(whole) ? "line 3" : "begins with");
    }
  }

  @Test
  void what_is_wrong_with_a_log_names_file_line_and_column() throws IOException {
    Path file = folder.resolve("log.csv");
    LogFile.write(List.of(row(2)), file);
    String whole = Files.readString(file);

    Files.writeString(file, whole + "training,4,,x,,,,,,,\n");
    assertThatThrownBy(() -> TrainingLog.read(file))
        .hasMessage(file + ", line 3: counting_loss is a number or empty but was \"x\"");
    Files.writeString(file, whole + "training,4.5,,,,,,,,,\n");
    assertThatThrownBy(() -> TrainingLog.read(file))
        .hasMessage(file + ", line 3: step is a whole number but was \"4.5\"");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xd8, 0});
    assertThatThrownBy(() -> TrainingLog.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("log.csv")
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> TrainingLog.read(folder))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(folder + ": is a folder");
  }

  /** A file keeps six digits. */
  private static boolean nearlyEqual(double a, double b) {
    return Double.isNaN(a) ? Double.isNaN(b) : Math.abs(a - b) <= 1e-5 * Math.abs(a);
  }

  private static LogRow row(int step) {
    return new Progress(step, 1.0 / step, 2, 3, 0.5, 1e-3, 1e-6);
  }
}
