package io.github.crowdrank.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SidesTest {
  @Test
  void the_numbers_between_crosses() {
    assertThat(Sides.of("10x224x320")).containsExactly(10, 224, 320);
    assertThat(Sides.of("32")).containsExactly(32);
  }

  @Test
  void what_is_no_number_is_refused() {
    assertThatThrownBy(() -> Sides.of("10xwide"))
        .isInstanceOf(NumberFormatException.class)
        .hasMessageContaining("wide");
  }
}
