package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.RankingAccuracy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTextTest {
  private static List<ValidationReport> validations(int number, int best) {
    List<ValidationReport> validations = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      validations.add(
          new ValidationReport(
              10 * i,
              new CountingErrors(3, 1 / 3.0 + i, 1e-300, 0.25, -0.0),
              new RankingAccuracy(10, 7, 1),
              new RankingStatistics(10, 2, 1, 0.1),
              i == best));
    }
    return validations;
  }

  private static List<ValidationReport> again(List<ValidationReport> validations) {
    return ValidationText.read(ValidationText.write(validations));
  }

  @Test
  void all_come_back_while_they_are_few() {
    assertThat(again(List.of())).isEmpty();
    assertThat(again(validations(2000, 7))).isEqualTo(validations(2000, 7));
  }

  @Test
  void one_that_could_rank_no_image_comes_back() {
    List<ValidationReport> unranked =
        List.of(
            new ValidationReport(
                4,
                new CountingErrors(2, 1.5, 2, 0.25, -1),
                RankingAccuracy.empty(),
                new RankingStatistics(0, 0, 0, Double.NaN),
                true));

    assertThat(again(unranked)).isEqualTo(unranked);
  }

  @Test
  void the_best_outlives_the_newest_two_thousand() {
    List<ValidationReport> many = validations(2500, 100);

    List<ValidationReport> kept = again(many);

    assertThat(kept).hasSize(2001).startsWith(many.get(100)).endsWith(many.get(2499));
    assertThat(kept.subList(1, 2001)).isEqualTo(many.subList(500, 2500));
    assertThat(again(kept)).isEqualTo(kept);
    assertThat(again(validations(2500, 2400))).hasSize(2000);
    assertThat(again(validations(2500, -1))).hasSize(2000);
  }
}
