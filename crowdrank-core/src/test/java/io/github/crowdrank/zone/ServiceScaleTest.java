package io.github.crowdrank.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceScaleTest {
  /** Fruin's bounds as textbooks print them in metres: square metres per person. */
  @ParameterizedTest
  @CsvSource({
    "WALKWAY, 3.25, 2.32, 1.39, 0.93, 0.46",
    "QUEUING, 1.21, 0.93, 0.65, 0.28, 0.19",
  })
  void the_bounds_are_those_printed(
      ServiceScale scale, double a, double b, double c, double d, double e) {
    double[] squareMetres = {a, b, c, d, e};
    for (int i = 0; i < squareMetres.length; i++) {
      assertThat(scale.level(1 / (squareMetres[i] + 0.01)))
          .hasToString("ABCDEF".substring(i, i + 1));
      assertThat(scale.level(1 / (squareMetres[i] - 0.01)))
          .hasToString("ABCDEF".substring(i + 1, i + 2));
    }
  }

  @Test
  void nobody_and_everybody_have_levels_too() {
    assertThat(ServiceScale.QUEUING.level(0)).isEqualTo(ServiceLevel.A);
    assertThat(ServiceScale.QUEUING.level(-0.1)).isEqualTo(ServiceLevel.A);
    assertThat(ServiceScale.QUEUING.level(9)).isEqualTo(ServiceLevel.F);
    assertThatThrownBy(() -> ServiceScale.WALKWAY.level(Double.NaN)).hasMessageContaining("NaN");
  }
}
