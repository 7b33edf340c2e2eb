package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.metric.RankingViolations;
import org.junit.jupiter.api.Test;

class AuditCommandTest {
  @Test
  void an_excess_over_nobody_is_said_in_people_and_not_as_an_infinite_share() {
    RankingViolations overNobody =
        RankingViolations.of(-1, -0.5, 0).plus(RankingViolations.of(0, 0));

    assertThat(AuditCommand.summary(2, overNobody))
        .isEqualTo(
            "2 pictures, 4 pairs of nested crops: 75.0 % violated, by 2.00 people in all, though"
                + " nobody was counted in any crop around another");
  }

  @Test
  void an_excess_over_people_is_a_share_of_them_and_none_is_none() {
    assertThat(AuditCommand.summary(1, RankingViolations.of(4, 5)))
        .endsWith(": 100.0 % violated, by 25.0 % of the people");
    assertThat(AuditCommand.summary(1, RankingViolations.of(0, 0)))
        .endsWith(": 0.0 % violated, by 0.0 % of the people");
  }
}
