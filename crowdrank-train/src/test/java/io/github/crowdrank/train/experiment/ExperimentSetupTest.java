package io.github.crowdrank.train.experiment;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** What is wrong with an experiment is known before it runs. */
class ExperimentSetupTest {
  private static final Division PART =
      new Division("part A", TinyExperiment.PAINTER.dataset(9, 1), null);

  @Test
  void a_step_has_patches() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TinyExperiment.setup().labeledBatch(0).build())
        .withMessage("labelled patches per step are 1 or more but were 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TinyExperiment.setup().rankedGroups(-1).build())
        .withMessage("groups of ranked patches per step are 1 or more but were -1");
  }

  @Test
  void every_row_comes_to_its_second_task() {
    ExperimentSetup setup = TinyExperiment.setup().steps(1).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PaperExperiments.ablation(setup, PART, TinyExperiment.pools()))
        .withMessageContaining("comes to its second task in step 2 but the training has 1 steps");
  }
}
