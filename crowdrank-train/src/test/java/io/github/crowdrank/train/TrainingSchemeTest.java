package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  static Stream<TrainingScheme> schemes() {
    return Stream.of(
        TrainingScheme.countingOnly(),
        TrainingScheme.rankingThenFineTuning(7),
        new TrainingScheme.Alternating(4),
        TrainingScheme.multiTask(),
        new TrainingScheme.LateMultiTask(9, 100));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void a_training_is_as_long_as_it_takes_to_count_and_rank(TrainingScheme scheme) {
    int least = Math.toIntExact(scheme.leastSteps());

    scheme.checkSteps(least);
    assertThat(IntStream.range(0, least).mapToObj(scheme::at)).anyMatch(TaskWeights::counts);
    if (!scheme.equals(TrainingScheme.countingOnly())) {
      assertThat(IntStream.range(0, least).mapToObj(scheme::at)).anyMatch(TaskWeights::ranks);
    }
    if (least > 1) {
      List<TaskWeights> shorter = IntStream.range(0, least - 1).mapToObj(scheme::at).toList();
      assertThat(
              shorter.stream().anyMatch(TaskWeights::counts)
                  && shorter.stream().anyMatch(TaskWeights::ranks))
          .as("both tasks")
          .isFalse();
      assertThatThrownBy(() -> scheme.checkSteps(least - 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(scheme.toString())
          .hasMessageContaining("in step " + least + " but the training has " + (least - 1));
    }
  }

  @Test
  void a_training_that_would_never_see_a_label_or_never_rank_is_not_built() {
    assertThatThrownBy(
            SmallTraining.builder(TrainingScheme.rankingThenFineTuning(20_000)).steps(2_000)::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RankingThenFineTuning[rankingSteps=20000] comes to its second task in step 20001 but"
                + " the training has 2000 steps; make it longer, or what comes first shorter");
    assertThatThrownBy(
            SmallTraining.builder(new TrainingScheme.LateMultiTask(5_000, 1)).steps(2_000)::build)
        .hasMessageContaining("countingSteps=5000");
    assertThatThrownBy(
            SmallTraining.builder(TrainingScheme.rankingThenFineTuning(Integer.MAX_VALUE))
                    .steps(Integer.MAX_VALUE)
                ::build)
        .hasMessageContaining("in step 2147483648 but");
  }

  @Test
  void impossible_schemes_are_refused() {
    assertThatThrownBy(() -> new TrainingScheme.Alternating(0)).hasMessageContaining("period");
    assertThatThrownBy(() -> new TrainingScheme.MultiTask(-1)).hasMessageContaining("lambda");
    assertThatThrownBy(() -> new TaskWeights(0, 0)).hasMessageContaining("not both 0");
    assertThatThrownBy(() -> new TaskWeights(Double.NaN, 1)).hasMessageContaining("NaN");
  }
}
