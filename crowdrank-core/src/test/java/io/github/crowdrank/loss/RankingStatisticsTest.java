package io.github.crowdrank.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RankingStatisticsTest {
  @Test
  void violated_and_tied_pairs_are_counted_within_groups() {
    // Counts 4, 5, 4 and 3, 2, 1.
    float[] predicted = {2, 2, 5, 0, 1, 3, 1, 2, 1, 1, 0, 1};

    RankingStatistics statistics = RankingStatistics.of(predicted, 6, 3);

    assertThat(statistics.pairs()).isEqualTo(6);
    assertThat(statistics.violated()).isEqualTo(1);
    assertThat(statistics.tied()).isEqualTo(1);
    assertThat(statistics.violatedShare()).isEqualTo(1.0 / 6);
    assertThat(statistics.tiedShare()).isEqualTo(1.0 / 6);
    assertThat(statistics.countDeviation()).isCloseTo(Math.sqrt(65 / 36.0), within(1e-12));
  }

  @Test
  void a_collapsed_network_shows_as_ties_without_spread() {
    float[] predicted = new float[25 * 4];
    Arrays.fill(predicted, 0.25f);

    assertThat(RankingStatistics.of(predicted, 25, 5))
        .isEqualTo(new RankingStatistics(50, 0, 50, 0));
  }

  @Test
  void what_does_not_fit_is_refused() {
    assertThatThrownBy(() -> RankingStatistics.of(new float[9], 4, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RankingStatistics.of(new float[] {1, 2, 3, Float.NaN}, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cell 1 of patch 1 was NaN");
  }
}
