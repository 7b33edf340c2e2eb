package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.hardening.HardeningPart;
import io.github.crowdrank.train.PoisonedEngine.Where;
import io.github.crowdrank.train.TrainingProblem.SkippedStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that goes wrong is found out in that step, and what was learnt before stands. */
@Tag(HardeningPart.TAG)
class DivergenceTest {
  /** So many steps are seen before a loss is known to be too large. */
  private static final int SEEN = LossScale.STEPS;

  @TempDir Path folder;

  private static TrainerBuilder builder(PoisonedEngine engine) {
    return SmallTraining.builder(TrainingScheme.multiTask()).engine(engine).steps(SEEN + 12);
  }

  private static PoisonedEngine poisoned(Where where, float value, int... steps) {
    return new PoisonedEngine(
        IntStream.of(steps).boxed().collect(Collectors.toSet()), where, value);
  }

  /** What can go wrong in a step. */
  private static List<PoisonedEngine> poisons(int step) {
    return Arrays.asList(
        poisoned(Where.OUTPUT, Float.NaN, step),
        poisoned(Where.OUTPUT, Float.POSITIVE_INFINITY, step),
        poisoned(Where.OUTPUT, 1e30f, step),
        poisoned(Where.OUTPUT, 1e5f, step),
        poisoned(Where.SCALE, 1e4f, step),
        poisoned(Where.SCALE, 1e20f, step),
        poisoned(Where.GRADIENT, Float.NaN, step),
        poisoned(Where.GRADIENT, Float.NEGATIVE_INFINITY, step),
        poisoned(Where.GRADIENT, 1e30f, step),
        poisoned(Where.GRADIENT, Float.MAX_VALUE, step));
  }

  @Test
  void it_ends_the_training_in_that_step_and_names_the_batch_and_the_last_checkpoint()
      throws Exception {
    HardeningPart part = HardeningPart.begin("diverged-stop", "Diverged steps end the training");
    for (PoisonedEngine poison : poisons(SEEN + 6).subList(0, part.cases(10, 1))) {
      part.run(poison.toString(), () -> stops(poison));
    }
    part.end("each caught in its step, its batch named, the checkpoint before it loads");
  }

  private void stops(PoisonedEngine poison) throws IOException {
    Path checkpoints = folder.resolve(poison.where() + "-" + poison.value());
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(() -> builder(poison).checkpoints(checkpoints, 5).build().run())
        .withMessageContaining("step " + (SEEN + 6) + ": ")
        .withMessageContaining(SmallTraining.labeled().id(0).replaceAll("\\d+$", ""))
        .withMessageMatching("(?s).*the batch was \\[.*Region\\[.*")
        .satisfies(
            e -> assertThat(e.lastCheckpoint()).contains(checkpoints.resolve(checkpoint(SEEN))));
    TrainingState state = SavedCheckpoints.newest(checkpoints);
    assertThat(state.step()).isEqualTo(SEEN);
    assertThat(GradientClipping.length(state.weights())).isFinite();
  }

  /** Before anything is learnt, and while the first losses are being seen. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 30})
  void in_one_of_the_first_steps_it_is_caught_as_well(int step) throws IOException {
    for (PoisonedEngine poison : poisons(step)) {
      Path checkpoints = folder.resolve(poison.where() + "-" + poison.value());
      assertThatExceptionOfType(DivergedException.class)
          .as("%s", poison)
          .isThrownBy(
              () -> builder(poison).steps(step + 1).checkpoints(checkpoints, 4).build().run())
          .withMessageContaining("step " + step + ": ")
          .withMessageMatching("(?s).*the batch was \\[.*Region\\[.*")
          .satisfies(
              e ->
                  assertThat(e.lastCheckpoint().map(Path::getFileName))
                      .isEqualTo(lastBefore(step).map(Path::of)));
    }
  }

  /** Every fourth step is saved once the step after it was good. */
  private static Optional<String> lastBefore(int step) {
    int saved = (step - 2) / 4 * 4;
    return saved == 0 ? Optional.empty() : Optional.of(checkpoint(saved));
  }

  /** Weights at which a training was stopped are known to be good only by the step after it. */
  @Test
  void a_first_step_after_a_resume_that_diverges_puts_the_checkpoint_in_doubt() throws IOException {
    AtomicReference<CrowdTrainer> running = new AtomicReference<>();
    running.set(
        builder(poisoned(Where.OUTPUT, Float.NaN))
            .checkpoints(folder, 5)
            .listener(
                new TrainingListener() {
                  @Override
                  public void onStep(StepReport report) {
                    if (report.step() == 7) {
                      Objects.requireNonNull(running.get()).stop();
                    }
                  }
                })
            .build());
    Objects.requireNonNull(running.get()).run();

    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(
            () ->
                builder(poisoned(Where.OUTPUT, Float.NaN, 1)).checkpoints(folder, 5).build().run())
        .withMessageContaining("step 8: ")
        .withMessageContaining(folder.resolve(checkpoint(7)) + ", whose last step, too,");
  }

  private static String checkpoint(int step) {
    return "step-%010d.checkpoint".formatted(step);
  }

  @Test
  void skipped_it_leaves_everything_as_it_was_and_is_told() throws Exception {
    HardeningPart part = HardeningPart.begin("diverged-skip", "Diverged steps are skipped");
    List<PoisonedEngine> poisons = poisons(SEEN + 6);
    Collections.rotate(poisons, 4);
    float[] first = skippingTo(poisons.get(0));
    for (PoisonedEngine poison : poisons.subList(1, part.cases(10, 2))) {
      part.run(poison.toString(), () -> assertThat(skippingTo(poison)).isEqualTo(first));
    }
    part.end("each ends with the same weights, bit for bit");
  }

  private static float[] skippingTo(PoisonedEngine poison) throws IOException {
    List<TrainingProblem> problems = new ArrayList<>();
    float[] weights =
        SmallTraining.weights(
            builder(poison).safeguards(Safeguards.lenient()).listener(new ToldProblems(problems)));
    assertThat(problems)
        .singleElement()
        .isInstanceOfSatisfying(
            SkippedStep.class,
            skipped -> {
              assertThat(skipped.step()).isEqualTo(SEEN + 6);
              assertThat(skipped.batch()).hasSize(5).allMatch(it -> it.contains("Region["));
            });
    return weights;
  }

  @Test
  void too_many_skipped_in_a_row_end_the_training() {
    Set<Integer> passes = IntStream.range(8, 30).boxed().collect(Collectors.toSet());
    List<TrainingProblem> problems = new ArrayList<>();

    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(
            () ->
                builder(new PoisonedEngine(passes, Where.OUTPUT, Float.NaN))
                    .safeguards(Safeguards.lenient())
                    .listener(new ToldProblems(problems))
                    .build()
                    .run())
        .withMessageContaining("step 18, after 10 skipped in a row")
        .withMessageContaining("the last checkpoint is none");
    assertThat(problems).hasSize(10);
  }

  @Test
  void where_none_was_good_no_checkpoint_is_doubted() {
    Set<Integer> passes = IntStream.range(1, 30).boxed().collect(Collectors.toSet());
    TrainerBuilder skipping =
        builder(new PoisonedEngine(passes, Where.OUTPUT, Float.NaN))
            .safeguards(Safeguards.lenient());

    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(() -> skipping.build().run())
        .withMessageEndingWith("the last checkpoint is none");
  }

  @Test
  void those_skipped_before_a_stop_count_after_it() throws IOException {
    Set<Integer> passes = IntStream.range(8, 30).boxed().collect(Collectors.toSet());
    AtomicReference<CrowdTrainer> running = new AtomicReference<>();
    List<TrainingProblem> problems = new ArrayList<>();
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public void onProblem(TrainingProblem problem) {
            problems.add(problem);
            if (problems.size() == 4) {
              Objects.requireNonNull(running.get()).stop();
            }
          }
        };
    running.set(
        builder(new PoisonedEngine(passes, Where.OUTPUT, Float.NaN))
            .safeguards(Safeguards.lenient())
            .checkpoints(folder, 100)
            .listener(stopping)
            .build());
    assertThat(Objects.requireNonNull(running.get()).run().steps()).isEqualTo(11);

    Set<Integer> all = IntStream.range(1, 30).boxed().collect(Collectors.toSet());
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(
            () ->
                builder(new PoisonedEngine(all, Where.OUTPUT, Float.NaN))
                    .safeguards(Safeguards.lenient())
                    .checkpoints(folder, 100)
                    .build()
                    .run())
        .withMessageContaining("step 18, after 10 skipped in a row");
  }

  @Test
  void a_checkpoint_that_is_due_at_a_skipped_step_is_saved_at_the_next() throws IOException {
    List<Integer> saved = new ArrayList<>();
    TrainingListener saving =
        new TrainingListener() {
          @Override
          public void onCheckpoint(int step, Path file) {
            saved.add(step);
          }
        };

    // The sixth step is the first to know that the weights of the fifth are good.
    builder(poisoned(Where.OUTPUT, Float.NaN, 6))
        .steps(14)
        .safeguards(Safeguards.lenient())
        .checkpoints(folder, 5)
        .listener(saving)
        .build()
        .run();

    assertThat(saved).containsExactly(6, 10, 14);
  }

  @Test
  void new_weights_that_are_no_numbers_are_undone() throws IOException {
    LearningRate rate = LearningRate.constant(1e-3);
    TrainerBuilder skipping =
        SmallTraining.builder(TrainingScheme.multiTask())
            .engine(OneDnnEngine.create())
            .safeguards(Safeguards.lenient());

    float[] undone =
        SmallTraining.weights(
            skipping.learningRate(step -> step == 7 ? Double.MAX_VALUE : rate.at(step)));
    float[] otherwise =
        SmallTraining.weights(skipping.learningRate(step -> step == 7 ? 1e300 : rate.at(step)));

    assertThat(undone).isEqualTo(otherwise);
    assertThat(GradientClipping.length(undone)).isFinite();
  }

  @Test
  void a_checkpoint_is_saved_only_once_its_weights_are_known_to_be_good() throws IOException {
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(
            () ->
                builder(poisoned(Where.OUTPUT, Float.NaN, 11))
                    .checkpoints(folder, 5)
                    .build()
                    .run());

    assertThat(SavedCheckpoints.newest(folder).step()).isEqualTo(5);
  }
}
