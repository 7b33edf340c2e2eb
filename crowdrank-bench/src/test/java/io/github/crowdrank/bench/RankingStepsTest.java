package io.github.crowdrank.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.network.FeatureMaps;
import org.junit.jupiter.api.Test;

class RankingStepsTest {
  @Test
  void one_branch_finds_the_gradient_of_pairs_with_a_quarter_of_the_forward_passes() {
    FeatureMaps group = Batches.random(5, 3, "32x32");
    try (RankingSteps steps = new RankingSteps(OneDnnEngine.create(), Network.COMPACT.load())) {
      float[] ofBranch = steps.singleBranch(group);
      assertThat(steps.forwardPasses()).isEqualTo(5);
      float[] ofPairs = steps.siamesePairs(group);
      assertThat(steps.forwardPasses()).isEqualTo(5 + 20);

      double difference = 0;
      double length = 0;
      for (int i = 0; i < ofPairs.length; i++) {
        difference += Math.pow(ofBranch[i] - ofPairs[i], 2);
        length += Math.pow(ofPairs[i], 2);
      }
      assertThat(length).isPositive();
      assertThat(Math.sqrt(difference / length)).isLessThan(1e-4);
    }
  }
}
