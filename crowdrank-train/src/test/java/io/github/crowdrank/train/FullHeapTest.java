package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.train.TrainingProblem.BrokenImage;
import io.github.crowdrank.train.TrainingResult.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not fit into memory costs no steps. */
class FullHeapTest {
  private static final CrowdDataset VALIDATION = SmallTraining.PAINTER.dataset(4, 99);

  @TempDir Path folder;

  private TrainerBuilder builder(FullHeapEngine engine) {
    return SmallTraining.builder(TrainingScheme.multiTask())
        .engine(engine)
        .validation(VALIDATION, 5)
        .checkpoints(folder, 100);
  }

  private int savedStep() throws IOException {
    return SavedCheckpoints.newest(folder).step();
  }

  @Test
  void a_validation_image_that_finds_no_room_ends_the_training_after_its_steps_are_saved()
      throws IOException {
    assertThatThrownBy(() -> builder(new FullHeapEngine(2, 0)).build().run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(VALIDATION.id(1) + " does not fit into memory");
    assertThat(savedStep()).isEqualTo(5);
  }

  @Test
  void a_validation_image_that_finds_no_room_is_skipped_like_any_broken_one() throws IOException {
    List<TrainingProblem> problems = new ArrayList<>();
    TrainingListener listener = new ToldProblems(problems);

    TrainingResult result =
        builder(new FullHeapEngine(2, 0))
            .safeguards(Safeguards.strict().withBrokenImage(Reaction.SKIP))
            .listener(listener)
            .build()
            .run();

    assertThat(result.ending()).isEqualTo(Ending.COMPLETED);
    assertThat(result.validations()).extracting(it -> it.errors().images()).containsOnly(3);
    assertThat(problems).singleElement().isInstanceOf(BrokenImage.class);
    assertThat(problems.get(0).message()).contains("does not fit into memory");
  }

  @Test
  void the_steps_before_one_that_finds_no_room_are_saved() throws IOException {
    float[] uninterrupted =
        SmallTraining.weights(SmallTraining.builder(TrainingScheme.multiTask()));

    assertThatThrownBy(() -> builder(new FullHeapEngine(0, 8)).build().run())
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(savedStep()).isEqualTo(7);
    assertThat(SmallTraining.weights(builder(new FullHeapEngine(0, 0)))).isEqualTo(uninterrupted);
  }
}
