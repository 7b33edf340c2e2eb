package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {
  @Test
  void the_papers_rate_falls_by_ten_after_ten_thousand_steps() {
    LearningRate rate = LearningRate.steps(1e-6, 0.1, 10_000);

    assertThat(rate.at(0)).isEqualTo(1e-6);
    assertThat(rate.at(9_999)).isEqualTo(1e-6);
    assertThat(rate.at(10_000)).isCloseTo(1e-7, within(1e-20));
    assertThat(rate.at(19_999)).isCloseTo(1e-7, within(1e-20));
  }

  @Test
  void the_cosine_rises_linearly_peaks_and_ends_at_its_fraction() {
    LearningRate rate = LearningRate.cosine(2e-4, 200, 1_000, 0.02);

    assertThat(rate.at(0)).isCloseTo(1e-6, within(1e-18));
    assertThat(rate.at(99)).isCloseTo(1e-4, within(1e-18));
    assertThat(rate.at(200)).isCloseTo(2e-4, within(1e-18));
    assertThat(rate.at(600)).isCloseTo(2e-4 * 0.51, within(1e-18));
    assertThat(rate.at(1_000)).isCloseTo(4e-6, within(1e-18));
    assertThat(rate.at(5_000)).isCloseTo(4e-6, within(1e-18));
  }

  @Test
  void impossible_rates_are_refused() {
    assertThatThrownBy(() -> LearningRate.constant(0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> LearningRate.constant(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> LearningRate.cosine(1, 10, 10, 0)).hasMessageContaining("warm-up");
    assertThatThrownBy(() -> LearningRate.cosine(1, 0, 10, 2)).hasMessageContaining("fraction");
  }
}
