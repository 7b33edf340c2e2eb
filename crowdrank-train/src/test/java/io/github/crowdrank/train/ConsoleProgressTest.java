package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.RankingAccuracy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  @Test
  void the_first_and_the_last_step_are_printed_and_those_between_when_time_has_passed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ConsoleProgress progress =
        new ConsoleProgress(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), Duration.ofHours(1));

    for (int step = 1; step <= 3; step++) {
      progress.onStep(
          new StepReport(
              step,
              3,
              new TaskWeights(1, 100),
              12.5,
              2.5,
              0.1,
              new RankingStatistics(50, 10, 0, 3.5),
              1e-6,
              1,
              2,
              0.125,
              Duration.ofSeconds(75)));
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "step 1/3  loss 12.50  counting 2.500  ranking 0.1000  (20 % of pairs violated)"
                + "  2.00 steps/s  13 % waiting for patches  1:15 min left",
            "step 3/3  loss 12.50  counting 2.500  ranking 0.1000  (20 % of pairs violated)"
                + "  2.00 steps/s  13 % waiting for patches  1:15 min left");
  }

  @Test
  void the_order_of_a_validation_is_left_out_where_no_image_could_be_ranked() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ConsoleProgress progress =
        new ConsoleProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), Duration.ZERO);

    progress.onValidation(
        new ValidationReport(
            4,
            new CountingErrors(2, 1.5, 2, 0.25, -1),
            RankingAccuracy.empty(),
            new RankingStatistics(0, 0, 0, Double.NaN),
            true));

    assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("step 4  validation: MAE 1.50, MSE 2.00, bias -1.00 (best so far)");
  }
}
