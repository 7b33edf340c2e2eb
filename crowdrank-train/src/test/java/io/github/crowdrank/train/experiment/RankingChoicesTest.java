package io.github.crowdrank.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.loss.PatchScore;
import io.github.crowdrank.loss.RankingHingeLoss;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingChoicesTest {
  private static final Division PART =
      new Division(
          "part A", TinyExperiment.PAINTER.dataset(10, 1), TinyExperiment.PAINTER.dataset(6, 2));

  private static Experiment experiment(ExperimentSetup.Builder setup, int share)
      throws IOException {
    return RankingChoices.experiment(setup.build(), share, List.of(PART), TinyExperiment.pools());
  }

  @Test
  void ranking_choices_change_one_thing_at_a_time() throws IOException {
    List<Run> runs = experiment(TinyExperiment.setup().lambda(1000), 50).runs();

    assertThat(runs.stream().map(run -> run.labeled().size()).distinct()).hasSize(1);
    RankingHingeLoss own = RankingHingeLoss.builder().score(PatchScore.LOG).margin(0.5).build();
    Experiment chosen =
        experiment(TinyExperiment.setup().lambda(1000).rankedGroups(2).rankingLoss(own), 50);
    assertThat(chosen.runs().get(1).recipe().ranking())
        .isEqualTo(new RankedTask(own, chosen.setup().rankedPatches(), 2));
    assertThat(chosen.rows()).contains("6 chains a step").doesNotContain("three chains a step");
    assertThat(runs.stream().map(run -> run.recipe().ranking()).distinct()).hasSize(6);
    assertThat(runs)
        .extracting(Run::row)
        .contains("ranking, lambda 1,000", "lambda 100", "lambda 10,000");
    assertThat(runs.stream().map(Run::ranked).map(UnlabeledImages::name).distinct())
        .as("all, without labels, labelled, keyword")
        .hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void where_all_labels_are_known_there_are_no_images_without_them() throws IOException {
    Experiment experiment = experiment(TinyExperiment.setup(), 100);

    String rest = "ranking the images without labels only";
    assertThat(experiment.rows()).contains("ranking the labelled images only").doesNotContain(rest);
    assertThat(experiment.comparisons()).extracting(Comparison::row).doesNotContain(rest);
    assertThat(experiment.notes())
        .containsExactly("Row \"" + rest + "\" is left out: all images have labels.");
  }

  @Test
  void weights_of_rows_are_as_short_as_they_can_be_said() throws IOException {
    assertThat(experiment(TinyExperiment.setup().lambda(3), 50).rows())
        .contains("ranking, lambda 3", "lambda 0.3", "lambda 30")
        .contains("logarithm of counts, lambda 0.3");
  }
}
