package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.Convolutions;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.loss.EuclideanDensityLoss;
import io.github.crowdrank.train.TrainingResult.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that ends before its last step, for whatever reason, loses nothing. */
class ResumeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("io.github.crowdrank.train.SmallTraining#schemes")
  void a_training_stopped_and_resumed_ends_with_the_weights_of_one_that_never_stopped(
      TrainingScheme scheme) throws IOException {
    float[] uninterrupted = SmallTraining.weights(SmallTraining.builder(scheme));

    for (int stopAfter : new int[] {3, 7}) {
      AtomicReference<CrowdTrainer> running = new AtomicReference<>();
      CrowdTrainer trainer =
          SmallTraining.builder(scheme)
              .checkpoints(folder, 5)
              .listener(
                  new TrainingListener() {
                    @Override
                    public void onStep(StepReport report) {
                      if (report.step() == stopAfter) {
                        Objects.requireNonNull(running.get()).stop();
                      }
                    }
                  })
              .build();
      running.set(trainer);
      TrainingResult stopped = trainer.run();
      assertThat(stopped.ending()).isEqualTo(Ending.INTERRUPTED);
      assertThat(stopped.steps()).isEqualTo(stopAfter);
    }
    TrainingResult resumed = SmallTraining.builder(scheme).checkpoints(folder, 5).build().run();

    assertThat(resumed.ending()).isEqualTo(Ending.COMPLETED);
    assertThat(resumed.model().weights().toArray()).isEqualTo(uninterrupted);
  }

  @ParameterizedTest(name = "interrupted in step {0}")
  @ValueSource(ints = {4, 5, 10, 12})
  void an_interrupted_thread_saves_its_work_and_stays_interrupted(int step) throws IOException {
    CrowdDataset validation = SmallTraining.PAINTER.dataset(3, 99);
    float[] uninterrupted =
        SmallTraining.weights(SmallTraining.builder(TrainingScheme.multiTask()));
    TrainingResult result =
        SmallTraining.builder(TrainingScheme.multiTask())
            .validation(validation, 10)
            .checkpoints(folder, 5)
            .listener(
                new TrainingListener() {
                  @Override
                  public void onStep(StepReport report) {
                    if (report.step() == step) {
                      Thread.currentThread().interrupt();
                    }
                  }
                })
            .build()
            .run();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(SavedCheckpoints.newest(folder).step()).isEqualTo(step);
    TrainingResult resumed =
        SmallTraining.builder(TrainingScheme.multiTask())
            .validation(validation, 10)
            .checkpoints(folder, 5)
            .build()
            .run();
    assertThat(resumed.model().weights().toArray()).isEqualTo(uninterrupted);
  }

  @Test
  void a_validation_that_was_stopped_is_made_up_for_after_the_resume() throws IOException {
    AtomicReference<CrowdTrainer> running = new AtomicReference<>();
    CrowdDataset painted = SmallTraining.PAINTER.dataset(3, 99);
    CrowdDataset stopping =
        new WatchedDataset(painted, index -> Objects.requireNonNull(running.get()).stop());
    CrowdTrainer trainer =
        SmallTraining.builder(TrainingScheme.multiTask())
            .validation(stopping, 5)
            .checkpoints(folder, 100)
            .build();
    running.set(trainer);

    TrainingResult stopped = trainer.run();
    assertThat(stopped.steps()).isEqualTo(5);
    assertThat(stopped.validations()).isEmpty();
    TrainingResult resumed =
        SmallTraining.builder(TrainingScheme.multiTask())
            .validation(painted, 5)
            .checkpoints(folder, 100)
            .build()
            .run();
    assertThat(resumed.validations()).extracting(ValidationReport::step).containsExactly(5, 10, 12);
    assertThatThrownBy(trainer::run).hasMessageContaining("runs once");
  }

  @Test
  void work_done_is_saved_when_an_image_cannot_be_read() throws IOException {
    CrowdDataset painted = SmallTraining.labeled();
    AtomicInteger reads = new AtomicInteger();
    UnlabeledImages broken =
        new UnlabeledImages() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public int size() {
            return 4;
          }

          @Override
          public String id(int index) {
            return "photo-" + index;
          }

          @Override
          public RgbImage image(int index) throws IOException {
            if (reads.incrementAndGet() > 14) {
              throw new IOException("photo-" + index + ".jpg is damaged");
            }
            return painted.image(index);
          }
        };

    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .unlabeled(broken)
                    .checkpoints(folder, 100)
                    .build()
                    .run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(".jpg is damaged");
    assertThat(SavedCheckpoints.newest(folder).step()).isEqualTo(7);
  }

  @Test
  void checkpoints_of_other_images_are_refused() throws IOException {
    SmallTraining.builder(TrainingScheme.multiTask()).checkpoints(folder, 5).build().run();

    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .labeled(SmallTraining.PAINTER.dataset(6, 12))
                    .checkpoints(folder, 5)
                    .build()
                    .run())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void checkpoints_of_other_options_are_refused() throws IOException {
    SmallTraining.builder(TrainingScheme.multiTask()).checkpoints(folder, 5).build().run();

    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.countingOnly())
                    .checkpoints(folder, 5)
                    .build()
                    .run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("other data or options");
  }

  @ParameterizedTest
  @MethodSource("io.github.crowdrank.train.SmallTraining#schemes")
  void the_checkpoints_of_a_resumed_training_are_those_of_one_that_never_stopped(
      TrainingScheme scheme) throws IOException {
    Path whole = folder.resolve("whole");
    SmallTraining.builder(scheme).checkpoints(whole, 5).build().run();
    Path parts = folder.resolve("parts");
    IOException full = new IOException("no space left");
    assertThatThrownBy(
            () ->
                SmallTraining.builder(scheme)
                    .checkpoints(parts, 5)
                    .listener(
                        new TrainingListener() {
                          @Override
                          public void onCheckpoint(int step, Path file) {
                            // As a kill would: what comes after the checkpoint is lost.
                            throw new UncheckedIOException(full);
                          }
                        })
                    .build()
                    .run())
        .hasCause(full);
    SmallTraining.builder(scheme).checkpoints(parts, 5).build().run();

    TrainingState expected = SavedCheckpoints.newest(whole);
    TrainingState found = SavedCheckpoints.newest(parts);
    assertThat(found.step()).isEqualTo(expected.step());
    assertThat(found.counting()).isEqualTo(expected.counting());
    assertThat(found.ranking()).isEqualTo(expected.ranking());
    assertThat(found.average()).isEqualTo(expected.average());
    assertThat(found.gradientMeans()).isEqualTo(expected.gradientMeans());
  }

  /** Twelve steps of the small training, of which the checkpoints at 5 and 10 and the end stay. */
  private TrainerBuilder on(Engine engine) {
    return SmallTraining.builder(TrainingScheme.multiTask())
        .engine(engine)
        .validation(SmallTraining.PAINTER.dataset(3, 99), 5)
        .checkpoints(folder, 5);
  }

  private void stopOneDnnAt(int step) {
    IOException end = new IOException("enough");
    assertThatThrownBy(
            () ->
                on(OneDnnEngine.create(Convolutions.DIRECT))
                    .listener(
                        new TrainingListener() {
                          @Override
                          public void onStep(StepReport report) {
                            if (report.step() == step) {
                              throw new UncheckedIOException(end);
                            }
                          }
                        })
                    .build()
                    .run())
        .hasCause(end);
  }

  @Test
  void checkpoints_of_another_engine_are_refused_and_both_are_named() {
    stopOneDnnAt(7);

    assertThatThrownBy(() -> on(Dl4jEngine.create()).build().run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("was computed by \"oneDNN 2.5.2, direct convolutions\"")
        .hasMessageContaining("but this training is by \"Deeplearning4j on CpuBackend")
        .hasMessageContaining("Safeguards.withOtherCheckpoints()");
  }

  @Test
  void checkpoints_of_an_engine_in_another_precision_are_refused() {
    assumeTrue(hasBfloat16(), "bfloat16 needs a processor with AVX512_BF16");
    stopOneDnnAt(7);

    assertThatThrownBy(() -> on(OneDnnEngine.create(Convolutions.BFLOAT16)).build().run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("direct convolutions")
        .hasMessageContaining("bfloat16 convolutions");
  }

  private static boolean hasBfloat16() {
    try {
      OneDnnEngine.create(Convolutions.BFLOAT16);
      return true;
    } catch (EngineException e) {
      return false;
    }
  }

  @Test
  void where_another_engine_is_allowed_it_is_told_and_the_best_so_far_stays() throws IOException {
    stopOneDnnAt(7);
    List<TrainingProblem> problems = new ArrayList<>();

    TrainingResult result =
        on(Dl4jEngine.create())
            .safeguards(Safeguards.strict().withOtherCheckpoints())
            .listener(new ToldProblems(problems))
            .build()
            .run();

    assertThat(problems)
        .singleElement()
        .isInstanceOfSatisfying(
            TrainingProblem.OtherEngine.class,
            other -> assertThat(other.now()).startsWith("Deeplearning4j"));
    assertThat(result.validations()).extracting(ValidationReport::step).containsExactly(5, 10, 12);
  }

  @Test
  void an_older_checkpoint_that_does_not_name_its_engine_is_gone_on_from() throws IOException {
    stopOneDnnAt(7);
    Path file = folder.resolve("step-0000000007.checkpoint");
    CheckpointFileTest.change(file, entries -> entries.remove("arithmetic"), tensors -> {});

    TrainingResult result = on(Dl4jEngine.create()).build().run();

    assertThat(result.ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void the_best_of_a_training_with_other_options_is_not_the_best_of_this_one() throws IOException {
    SmallTraining.builder(TrainingScheme.multiTask())
        .validation(SmallTraining.PAINTER.dataset(3, 99), 5)
        .checkpoints(folder, 5)
        .build()
        .run();
    TrainingResult other =
        SmallTraining.builder(TrainingScheme.countingOnly())
            .validation(SmallTraining.PAINTER.dataset(3, 98), 5)
            .steps(14)
            .checkpointChoice(CheckpointChoice.BEST_VALIDATION)
            .safeguards(Safeguards.strict().withOtherCheckpoints())
            .checkpoints(folder, 5)
            .build()
            .run();

    assertThat(other.validations()).extracting(ValidationReport::step).containsExactly(14);
    assertThat(other.validations()).allMatch(ValidationReport::best);
  }

  /** What an earlier training had for a mean must not shorten gradients of another loss. */
  @Test
  void gradients_of_another_loss_are_not_measured_by_those_before() throws IOException {
    List<float[]> ends = new ArrayList<>();
    for (String mean : List.of("1e-6", "0")) {
      Path checkpoints = folder.resolve("mean-" + mean);
      TrainerBuilder training =
          SmallTraining.builder(TrainingScheme.countingOnly())
              .optimizer(Optimizer.momentum())
              .learningRate(LearningRate.constant(1e-5))
              .gradientClipping(GradientClipping.relative())
              .checkpoints(checkpoints, 5);
      training.steps(5).build().run();
      CheckpointFileTest.change(
          checkpoints.resolve("step-0000000005.checkpoint"),
          entries -> entries.put("gradient_mean_counting", mean),
          tensors -> {});
      ends.add(
          SmallTraining.weights(
              training
                  .countingLoss(new EuclideanDensityLoss())
                  .steps(6)
                  .safeguards(Safeguards.strict().withOtherCheckpoints())));
    }

    assertThat(ends.get(0)).isEqualTo(ends.get(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12})
  void a_checkpoint_of_another_training_that_leaves_no_step_to_take_is_refused(int steps)
      throws IOException {
    SmallTraining.builder(TrainingScheme.multiTask()).checkpoints(folder, 5).build().run();

    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.countingOnly())
                    .steps(steps)
                    .safeguards(Safeguards.strict().withOtherCheckpoints())
                    .checkpoints(folder, 5)
                    .build()
                    .run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("step-0000000012.checkpoint has 12 steps behind it")
        .hasMessageContaining("training of " + steps);
  }
}
