package io.github.crowdrank.train.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.RankingAccuracy;
import io.github.crowdrank.network.MobileNetV1;
import io.github.crowdrank.train.CrowdTrainer;
import io.github.crowdrank.train.Preset;
import io.github.crowdrank.train.StepReport;
import io.github.crowdrank.train.TaskWeights;
import io.github.crowdrank.train.TrainerBuilder;
import io.github.crowdrank.train.TrainingListener;
import io.github.crowdrank.train.TrainingScheme;
import io.github.crowdrank.train.ValidationReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {
  @TempDir Path folder;

  private static TrainerBuilder training(int steps) {
    SyntheticCrowd painter = SyntheticCrowd.builder().size(96, 80).people(0, 20).build();
    CrowdDataset images = painter.dataset(4, 1);
    return CrowdTrainer.builder(MobileNetV1.counter(), Preset.MODERN)
        .labeled(images)
        .unlabeled(images.unlabeled())
        .scheme(new TrainingScheme.Alternating(1))
        .labeledPatches(Preset.MODERN.labeledPatches(MobileNetV1.counter(), 32))
        .rankedPatches(
            Preset.MODERN.rankedPatches(MobileNetV1.counter()).toBuilder().size(32).build())
        .labeledBatch(1)
        .validation(painter.dataset(2, 2), 2)
        .steps(steps);
  }

  /** What another listener is told is what TensorFlow's classes have to read from the file. */
  @Test
  void a_training_is_read_back_by_tensorflows_own_messages() throws IOException {
    List<StepReport> steps = new ArrayList<>();
    List<ValidationReport> validations = new ArrayList<>();
    double before = System.currentTimeMillis() / 1e3;

    training(2)
        .listener(new TensorBoardLog(folder.resolve("runs/first")))
        .listener(
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                steps.add(report);
              }

              @Override
              public void onValidation(ValidationReport report) {
                validations.add(report);
              }
            })
        .build()
        .run();

    List<EventFiles.Event> events = EventFiles.read(folder.resolve("runs/first"));
    assertThat(events).hasSize(1 + 2 + validations.size());
    assertThat(events.get(0).version()).isEqualTo("brain.Event:2");
    assertThat(events.get(0).time()).isBetween(before, before + 3600);
    for (StepReport step : steps) {
      EventFiles.Event event = events.get(step.step());
      assertThat(event.step()).isEqualTo(step.step());
      assertThat(event.scalars().get("loss/total")).isEqualTo((float) step.loss());
      assertThat(event.scalars().get("optimizer/gradient"))
          .isEqualTo((float) step.gradientLength());
      assertThat(event.scalars()).hasSize(step.ranking() == null ? 6 : 7);
    }
    assertThat(events.get(1).scalars().containsKey("loss/counting"))
        .isNotEqualTo(events.get(2).scalars().containsKey("loss/counting"));
    assertThat(events.get(3).scalars().get("validation/mae"))
        .isCloseTo((float) validations.get(0).errors().mae(), within(1e-6f));
  }

  /** A patch without people that is counted as 0 has no loss, and yet it counts. */
  @Test
  void a_counting_loss_of_0_is_written_and_that_of_a_step_that_does_not_count_is_not()
      throws IOException {
    TensorBoardLog log = new TensorBoardLog(folder);
    log.onStep(step(1, new TaskWeights(1, 0)));
    log.onStep(step(2, new TaskWeights(0, 1)));

    List<EventFiles.Event> events = EventFiles.read(folder);
    assertThat(events.get(1).scalars()).containsEntry("loss/counting", 0f);
    assertThat(events.get(2).scalars()).doesNotContainKey("loss/counting");
  }

  private static StepReport step(int step, TaskWeights tasks) {
    return new StepReport(step, 2, tasks, 0, 0, 0, null, 1e-3, 1, 1, 0, Duration.ZERO);
  }

  @Test
  void a_validation_that_could_rank_no_image_has_no_ranking_accuracy() throws IOException {
    new TensorBoardLog(folder)
        .onValidation(
            new ValidationReport(
                4,
                new CountingErrors(2, 1.5, 2, 0.25, -1),
                RankingAccuracy.empty(),
                new RankingStatistics(0, 0, 0, Double.NaN),
                true));

    assertThat(EventFiles.read(folder).get(1).scalars())
        .containsOnlyKeys("validation/mae", "validation/mse", "validation/bias");
  }

  /** Bytes 8 to 11 are the checksum of the length 24, as in every event file of TensorFlow's. */
  @Test
  void a_file_begins_as_those_of_tensorflow_do() throws IOException {
    new TensorBoardLog(folder, Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC))
        .onResume(7, folder);

    byte[] bytes = Files.readAllBytes(folder.resolve("events.out.tfevents.1700000000.crowdrank.0"));
    assertThat(bytes)
        .startsWith(0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22, 0x09)
        .containsSequence("\u001a\rbrain.Event:2".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void the_name_of_a_file_has_the_same_digits_everywhere() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      new TensorBoardLog(folder, Clock.fixed(Instant.ofEpochSecond(5), ZoneOffset.UTC))
          .onResume(3, folder);
    } finally {
      Locale.setDefault(before);
    }

    assertThat(folder.resolve("events.out.tfevents.0000000005.crowdrank.0")).exists();
  }

  @Test
  void going_on_from_a_checkpoint_takes_back_the_steps_after_it_in_a_new_file() throws IOException {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(5), ZoneOffset.UTC);
    new TensorBoardLog(folder, clock).onResume(3, folder);
    new TensorBoardLog(folder, Clock.offset(clock, Duration.ofMillis(100))).onResume(9, folder);

    List<EventFiles.Event> events = EventFiles.read(folder);

    assertThat(events).hasSize(4);
    assertThat(events.get(1).restart()).isTrue();
    assertThat(events.get(1).step()).isEqualTo(4);
    assertThat(events.get(3).restart()).isTrue();
    assertThat(events.get(3).step()).isEqualTo(10);
  }

  @Test
  void a_disk_that_is_full_is_told_with_the_name_of_the_file() {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();

    assertThatThrownBy(() -> new RecordFile(full).append(new byte[] {1, 2, 3}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("/dev/full cannot be written: ");
  }

  @Test
  void a_folder_that_cannot_be_made_ends_the_training_with_its_name() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> training(2).listener(new TensorBoardLog(file)).build().run())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }
}
