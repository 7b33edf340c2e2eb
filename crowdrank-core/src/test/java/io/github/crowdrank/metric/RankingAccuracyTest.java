package io.github.crowdrank.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RankingAccuracyTest {
  @Test
  void pairs_in_order_and_ties_are_counted_apart() {
    // 9 > 7, 9 > 7, 9 > 8, then a tie, then two inversions of 7 and 8.
    RankingAccuracy accuracy = RankingAccuracy.of(9, 7, 7, 8);

    assertThat(accuracy).isEqualTo(new RankingAccuracy(6, 3, 1));
    assertThat(accuracy.correctShare()).isEqualTo(0.5);
    assertThat(accuracy.tiedShare()).isEqualTo(1.0 / 6);
    assertThat(accuracy.violated()).isEqualTo(2);
    assertThat(accuracy.violatedShare()).isEqualTo(2.0 / 6);
  }

  @Test
  void chains_are_added_without_comparing_them() {
    RankingAccuracy accuracy = RankingAccuracy.of(2, 1).plus(RankingAccuracy.of(5, 5));

    assertThat(accuracy).isEqualTo(new RankingAccuracy(2, 1, 1));
  }

  @Test
  void nothing_compared_has_no_share() {
    assertThat(RankingAccuracy.of(3)).isEqualTo(RankingAccuracy.empty());
    assertThat(RankingAccuracy.empty().correctShare()).isNaN();
    assertThat(RankingAccuracy.empty().tiedShare()).isNaN();
    assertThat(RankingAccuracy.empty().violatedShare()).isNaN();
  }

  @Test
  void an_estimate_that_is_no_number_is_refused() {
    assertThatThrownBy(() -> RankingAccuracy.of(3, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("patch 1 was NaN");
  }
}
