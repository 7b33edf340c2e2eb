package io.github.crowdrank.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RankingViolationsTest {
  @Test
  void inner_patches_with_more_people_are_violations_and_ties_are_none() {
    RankingViolations violations = RankingViolations.of(9, 7, 7, 8);

    assertThat(violations).isEqualTo(new RankingViolations(6, 2, 2, 9 * 3 + 7 * 2 + 7));
    assertThat(violations.rate()).isEqualTo(1 / 3.0);
    assertThat(violations.size()).isEqualTo(2 / 48.0);
  }

  @Test
  void chains_add_up() {
    RankingViolations violations = RankingViolations.of(2, 1).plus(RankingViolations.of(5, 6.5));

    assertThat(violations).isEqualTo(new RankingViolations(2, 1, 1.5, 7));
    assertThat(RankingViolations.empty().plus(violations)).isEqualTo(violations);
  }

  @Test
  void nothing_compared_has_no_rate_and_nobody_counted_has_no_finite_size() {
    assertThat(RankingViolations.empty().rate()).isNaN();
    assertThat(RankingViolations.empty().size()).isZero();
    assertThat(RankingViolations.of(-1, 2).size()).isInfinite();
    assertThat(RankingViolations.of(-1, -2).size()).isZero();
  }

  @Test
  void what_is_no_count_is_refused() {
    assertThatThrownBy(() -> RankingViolations.of(3, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
