package io.github.crowdrank.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
  private static Calibration of(double... scores) {
    return new Calibration(CountCurve.IDENTITY, DoubleStream.of(scores).boxed().toList());
  }

  @Test
  void an_interval_reaches_as_far_as_the_score_of_its_rank_times_the_scale() {
    Calibration calibration = of(0.9, 0.1, 0.4, 0.2, 0.3, 0.8, 0.7, 0.5, 0.6);

    // Of nine scores the tenth part of ten is above the largest.
    CountInterval widest = calibration.interval(200, 10, 0.9);
    assertThat(widest).isEqualTo(new CountInterval(200, 200 - 36, 200 + 36, 0.9));
    CountInterval middle = calibration.interval(200, 10, 0.5);
    assertThat(middle.low()).isCloseTo(180, within(1e-9));
    assertThat(middle.high()).isCloseTo(220, within(1e-9));
    assertThat(middle.contains(180.01)).isTrue();
    assertThat(middle.contains(179)).isFalse();
    assertThat(middle.contains(221)).isFalse();
  }

  @Test
  void nobody_is_less_than_nobody() {
    CountInterval few = of(1).interval(5, 0, 0.5);
    assertThat(few.low()).isZero();
    assertThat(few.high()).isCloseTo(15.5, within(1e-9));
    assertThat(of(1).interval(-100, 0, 0.5)).isEqualTo(new CountInterval(-100, 0, 0, 0.5));
  }

  /** Whatever number of people is as near to the count as the scores say lies within. */
  @ParameterizedTest
  @ValueSource(doubles = {-100, -30, -20.5, -20, -5, 0, 3})
  void the_interval_of_a_negative_count_holds_all_numbers_of_people_within_reach(double count) {
    Calibration calibration = of(1, 2);
    CountInterval interval = calibration.interval(count, 0, 0.5);

    assertThat(interval.low()).isNotNegative().isLessThanOrEqualTo(interval.high());
    for (double people = 0; people < 100; people += 0.25) {
      if (Calibration.score(count, 0, people) <= 2) {
        assertThat(interval.contains(people)).as("%s people", people).isTrue();
      } else if (people > 0) {
        assertThat(interval.contains(people)).as("%s people", people).isFalse();
      }
    }
  }

  @Test
  void a_score_is_the_error_in_scales() {
    assertThat(Calibration.score(200, 10, 240)).isCloseTo(1, within(1e-12));
    assertThat(Calibration.score(240, 6, 200)).isCloseTo(1, within(1e-12));
    assertThat(Calibration.score(-5, 0, 0)).isCloseTo(0.5, within(1e-12));
  }

  /** Scores are exchangeable here, so that the guarantee holds on average over draws. */
  @ParameterizedTest
  @CsvSource({"0.9, 19", "0.9, 50", "0.8, 7", "0.5, 10", "0.95, 40"})
  void intervals_hold_the_truth_as_often_as_they_say(double confidence, int images) {
    SplittableRandom random = new SplittableRandom(images);
    int draws = 20_000;
    int held = 0;
    for (int draw = 0; draw < draws; draw++) {
      List<Double> scores = new ArrayList<>();
      for (int i = 0; i < images; i++) {
        scores.add(error(random) / 20);
      }
      Calibration calibration = new Calibration(CountCurve.IDENTITY, scores);
      held += calibration.interval(100, 0, confidence).contains(100 + error(random)) ? 1 : 0;
    }

    double chance = 4 * Math.sqrt(confidence * (1 - confidence) / draws);
    assertThat((double) held / draws)
        .isBetween(confidence - chance, confidence + 1.0 / (images + 1) + chance);
  }

  private static double error(SplittableRandom random) {
    return Math.exp(random.nextGaussian(1, 1));
  }

  @ParameterizedTest
  @CsvSource({"0.9999, 9999", "0.999, 999", "0.99, 99", "0.5, 1", "1e-12, 1"})
  void as_many_scores_as_are_asked_for_are_enough_and_one_less_is_not(
      double confidence, int needed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.NONE.interval(1, 1, confidence))
        .withMessageContaining(" need " + needed + " calibrated images or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ofEqual(needed - 1).interval(1, 1, confidence));
    assertThat(ofEqual(needed).interval(100, 0, confidence).high()).isCloseTo(120, within(1e-9));
  }

  private static Calibration ofEqual(int scores) {
    return new Calibration(CountCurve.IDENTITY, Collections.nCopies(scores, 1.0));
  }

  @Test
  void too_few_scores_and_confidences_out_of_range_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.NONE.interval(1, 1, 0.9))
        .withMessage(
            "intervals of confidence 0.9 need 9 calibrated images or more but the model has 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Calibration(CountCurve.IDENTITY, Collections.nCopies(18, 1.0))
                    .interval(1, 1, 0.95))
        .withMessageContaining("need 19 calibrated images or more but the model has 18");
    assertThat(
            new Calibration(CountCurve.IDENTITY, Collections.nCopies(19, 1.0))
                .interval(100, 0, 0.95)
                .high())
        .isCloseTo(120, within(1e-9));
    for (double confidence : new double[] {0, 1, -1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> of(1).interval(1, 1, confidence))
          .withMessageContaining("was " + confidence);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(1, -0.5))
        .withMessageContaining("-0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(Double.NaN))
        .withMessageContaining("NaN");
  }
}
