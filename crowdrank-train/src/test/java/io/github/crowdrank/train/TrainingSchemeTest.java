package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrainingSchemeTest {
  private static final TaskWeights COUNT = new TaskWeights(1, 0);
  private static final TaskWeights RANK = new TaskWeights(0, 1);

  @Test
  void alternation_changes_task_every_three_hundred_steps() {
    TrainingScheme scheme = TrainingScheme.alternating();

    assertThat(scheme.at(0)).isEqualTo(COUNT);
    assertThat(scheme.at(299)).isEqualTo(COUNT);
    assertThat(scheme.at(300)).isEqualTo(RANK);
    assertThat(scheme.at(599)).isEqualTo(RANK);
    assertThat(scheme.at(600)).isEqualTo(COUNT);
  }

  @Test
  void ranking_comes_before_fine_tuning() {
    TrainingScheme scheme = TrainingScheme.rankingThenFineTuning(100);

    assertThat(scheme.at(99)).isEqualTo(RANK);
    assertThat(scheme.at(100)).isEqualTo(COUNT);
  }

  @Test
  void ranking_can_join_later() {
    TrainingScheme scheme = new TrainingScheme.LateMultiTask(100, 7);

    assertThat(scheme.at(99)).isEqualTo(COUNT);
    assertThat(scheme.at(100)).isEqualTo(new TaskWeights(1, 7));
  }

  @Test
  void the_papers_multi_task_weight_is_one_hundred() {
    assertThat(TrainingScheme.multiTask().at(7)).isEqualTo(new TaskWeights(1, 100));
    assertThat(TrainingScheme.countingOnly().at(7)).isEqualTo(COUNT);
  }

  @Test
  void impossible_schemes_are_refused() {
    assertThatThrownBy(() -> new TrainingScheme.Alternating(0)).hasMessageContaining("period");
    assertThatThrownBy(() -> new TrainingScheme.MultiTask(-1)).hasMessageContaining("lambda");
    assertThatThrownBy(() -> new TaskWeights(0, 0)).hasMessageContaining("not both 0");
    assertThatThrownBy(() -> new TaskWeights(Double.NaN, 1)).hasMessageContaining("NaN");
  }
}
