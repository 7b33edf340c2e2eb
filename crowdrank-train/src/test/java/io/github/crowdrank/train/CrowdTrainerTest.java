package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.sampling.LabeledPatchSampler;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.density.DensityKernel;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.train.TrainingResult.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrowdTrainerTest {
  @TempDir Path folder;

  static Stream<TrainingScheme> schemes() {
    return Stream.of(
        TrainingScheme.countingOnly(),
        TrainingScheme.rankingThenFineTuning(4),
        new TrainingScheme.Alternating(3),
        TrainingScheme.multiTask());
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void the_same_seed_gives_bit_equal_weights_whatever_the_number_of_threads(TrainingScheme scheme)
      throws IOException {
    float[] once = weights(SmallTraining.builder(scheme).loaderThreads(1));
    float[] again = weights(SmallTraining.builder(scheme).loaderThreads(3));
    float[] otherwise = weights(SmallTraining.builder(scheme).seed(6));

    assertThat(again).isEqualTo(once);
    assertThat(otherwise).isNotEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void a_training_stopped_and_resumed_ends_with_the_weights_of_one_that_never_stopped(
      TrainingScheme scheme) throws IOException {
    float[] uninterrupted = weights(SmallTraining.builder(scheme));

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
    float[] uninterrupted = weights(SmallTraining.builder(TrainingScheme.multiTask()));
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
    CheckpointStore.Found saved =
        Objects.requireNonNull(CheckpointStore.open(folder).newest(), "nothing was saved");
    assertThat(saved.state().step()).isEqualTo(step);
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
        new CrowdDataset() {
          @Override
          public String name() {
            return painted.name();
          }

          @Override
          public int size() {
            return painted.size();
          }

          @Override
          public String id(int index) {
            return painted.id(index);
          }

          @Override
          public List<HeadPoint> heads(int index) throws IOException {
            return painted.heads(index);
          }

          @Override
          public RgbImage image(int index) throws IOException {
            Objects.requireNonNull(running.get()).stop();
            return painted.image(index);
          }
        };
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
    CheckpointStore.Found saved =
        Objects.requireNonNull(CheckpointStore.open(folder).newest(), "nothing was saved");
    assertThat(saved.state().step()).isEqualTo(7);
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

  @Test
  void frozen_layers_keep_their_weights() throws IOException {
    TrainerBuilder builder =
        SmallTraining.builder(TrainingScheme.multiTask())
            .parameterRules(ParameterRules.uniform(1e-4).withLayerRate("conv1", 0));
    float[] trained = weights(builder);
    float[] other =
        weights(
            SmallTraining.builder(TrainingScheme.multiTask())
                .parameterRules(ParameterRules.uniform(1e-4).withLayerRate("conv1", 0))
                .steps(1));

    int frozen = SmallTraining.NETWORK.parameters().get(2).offset();
    assertThat(Arrays.copyOf(trained, frozen)).isEqualTo(Arrays.copyOf(other, frozen));
    assertThat(trained).isNotEqualTo(other);
  }

  @Test
  void validation_is_reported_and_the_best_weights_can_be_returned() throws IOException {
    List<ValidationReport> reports = new ArrayList<>();
    CrowdDataset validation = SmallTraining.PAINTER.dataset(3, 99);
    TrainingResult result =
        SmallTraining.builder(TrainingScheme.multiTask())
            .validation(validation, 5)
            .checkpointChoice(CheckpointChoice.BEST_VALIDATION)
            .listener(
                new TrainingListener() {
                  @Override
                  public void onValidation(ValidationReport report) {
                    reports.add(report);
                  }
                })
            .build()
            .run();

    assertThat(reports).extracting(ValidationReport::step).containsExactly(5, 10, 12);
    assertThat(result.validations()).isEqualTo(reports);
    double best = reports.stream().mapToDouble(report -> report.errors().mae()).min().orElseThrow();
    try (CrowdCounter counter = CrowdCounter.builder(result.model()).build()) {
      assertThat(new Evaluator().evaluate(counter, validation).errors().mae()).isEqualTo(best);
    }
  }

  @Test
  void learns_to_count_painted_crowds_better_than_their_mean() throws IOException {
    SyntheticCrowd painter = SyntheticCrowd.builder().size(128, 128).people(0, 60).build();
    CrowdDataset train = painter.dataset(12, 21);
    CrowdDataset unseen = painter.dataset(30, 22);
    TrainingResult result =
        SmallTraining.builder(new TrainingScheme.MultiTask(10))
            .labeled(train)
            .unlabeled(painter.unlabeled(40, 23))
            .steps(320)
            .learningRate(LearningRate.cosine(8e-3, 20, 320, 0.05))
            .parameterRules(ParameterRules.uniform(0))
            .weightAverage(0.95)
            .labeledPatches(
                LabeledPatchSampler.builder()
                    .size(128)
                    .minSide(128)
                    .maxSide(128)
                    .flipProbability(0.5)
                    .stride(SmallTraining.NETWORK.stride())
                    .painter(
                        DensityPainter.builder().kernel(new DensityKernel.FixedGaussian(5)).build())
                    .build())
            .rankedPatches(RankedPatchSampler.builder().patches(3).size(128).build())
            .labeledBatch(4)
            .rankedGroups(1)
            .build()
            .run();

    try (CrowdCounter counter = CrowdCounter.builder(result.model()).build()) {
      double error = new Evaluator().evaluate(counter, unseen).errors().mae();
      assertThat(error).isLessThan(0.8 * meanPredictorError(train, unseen));
    }
  }

  private static double meanPredictorError(CrowdDataset train, CrowdDataset unseen)
      throws IOException {
    double mean = 0;
    for (int i = 0; i < train.size(); i++) {
      mean += (double) train.heads(i).size() / train.size();
    }
    double error = 0;
    for (int i = 0; i < unseen.size(); i++) {
      error += Math.abs(unseen.heads(i).size() - mean) / unseen.size();
    }
    return error;
  }

  @Test
  void a_loss_that_is_no_number_ends_the_training_and_names_the_batch() {
    float[] weights = new float[SmallTraining.NETWORK.parameterCount()];
    weights[weights.length - 1] = Float.NaN;

    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .initialWeights(Weights.of(SmallTraining.NETWORK, weights))
                    .build()
                    .run())
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("step 1")
        .hasMessageContaining(SmallTraining.labeled().id(0).replaceAll("\\d+$", ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void steps_have_to_be_positive(int steps) {
    assertThatThrownBy(() -> SmallTraining.builder(TrainingScheme.multiTask()).steps(steps).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps is at least 1 but was " + steps);
  }

  @Test
  void what_does_not_fit_the_network_is_refused() {
    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .rankedPatches(RankedPatchSampler.builder().size(64).build())
                    .build())
        .hasMessageContaining("need one size but have 32 and 64");
    assertThatThrownBy(() -> CrowdTrainer.builder(SmallTraining.NETWORK, Preset.PAPER).build())
        .hasMessageContaining("labeled(...)");
    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .parameterRules(ParameterRules.uniform(0).withLayerRate("nose", 2))
                    .build())
        .hasMessageContaining("no layer \"nose\"");
    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .preprocessing(Preprocessing.none(ChannelOrder.GREY))
                    .build())
        .hasMessageContaining("reads 3 channels");
    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .validation(SmallTraining.labeled().subset("nothing", List.of()), 5)
                    .build())
        .hasMessageContaining("validation");
    assertThatThrownBy(
            () ->
                SmallTraining.builder(TrainingScheme.multiTask())
                    .parameterRules(ParameterRules.uniform(0).withLayerRate("nose", 2))
                    .build())
        .hasMessageContaining("no layer \"nose\"");
  }

  private static float[] weights(TrainerBuilder builder) throws IOException {
    return builder.build().run().model().weights().toArray();
  }
}
