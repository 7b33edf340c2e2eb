package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.Fold;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A model is not chosen by the images that are to judge it. */
class CheckpointChoiceTest {
  private static TrainerBuilder choosingBy(CrowdDataset images) {
    return SmallTraining.builder(TrainingScheme.countingOnly())
        .validation(images, 5)
        .checkpointChoice(CheckpointChoice.BEST_VALIDATION);
  }

  @Test
  void a_choice_by_a_test_split_is_refused_unless_it_is_asked_for() {
    CrowdDataset painted = SmallTraining.PAINTER.dataset(4, 1);
    CrowdDataset test = Fold.of(0, painted, Set.of(painted.id(0), painted.id(2))).test();

    assertThatThrownBy(() -> choosingBy(test).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(test.name())
        .hasMessageContaining("allowTestSelection()");
    assertThatThrownBy(() -> choosingBy(test.subset("one of them", List.of(0))).build())
        .hasMessageContaining("one of them, a test split");
    assertThat(choosingBy(test).allowTestSelection().build()).isNotNull();
    assertThat(choosingBy(painted).build()).isNotNull();
    assertThat(choosingBy(test).checkpointChoice(CheckpointChoice.LAST).build()).isNotNull();
  }
}
