package io.github.crowdrank.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountingErrorsTest {
  @Test
  void errors_are_those_of_the_paper() {
    // Errors -10, 20 and 5 on 100, 40 and 0 people.
    CountingErrors errors =
        CountingErrors.of(
            List.of(new CountPair(100, 90), new CountPair(40, 60), new CountPair(0, 5)));

    assertThat(errors.images()).isEqualTo(3);
    assertThat(errors.mae()).isCloseTo(35 / 3.0, within(1e-12));
    assertThat(errors.mse()).isCloseTo(Math.sqrt(525 / 3.0), within(1e-12));
    assertThat(errors.nae()).isCloseTo((0.1 + 0.5) / 2, within(1e-12));
    assertThat(errors.bias()).isCloseTo(5, within(1e-12));
  }

  @Test
  void the_published_examples_of_figure_5_have_their_errors() {
    CountingErrors errors =
        CountingErrors.of(List.of(new CountPair(3406, 3052), new CountPair(361, 365)));

    assertThat(errors.mae()).isEqualTo((354 + 4) / 2.0);
    assertThat(errors.bias()).isEqualTo((-354 + 4) / 2.0);
  }

  @Test
  void without_people_there_is_no_relative_error() {
    CountingErrors errors = CountingErrors.of(List.of(new CountPair(0, -2)));

    assertThat(errors.nae()).isNaN();
    assertThat(errors.mae()).isEqualTo(2);
  }

  @Test
  void what_does_not_fit_is_refused() {
    CountingErrors.Accumulator accumulator = new CountingErrors.Accumulator();

    assertThatThrownBy(accumulator::errors).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> CountingErrors.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one image");
    assertThatThrownBy(() -> accumulator.add(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.0 and NaN");
    assertThatThrownBy(() -> accumulator.add(-1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
