package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackOffTest {
  @Test
  void a_wait_of_more_than_a_year_is_refused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new BackOff(second, ChronoUnit.FOREVER.getDuration()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most a year")
        .hasMessageContaining(ChronoUnit.FOREVER.getDuration().toString());

    Duration year = Duration.ofDays(366);
    Duration wait = new BackOff(year, year).after(100, new SplittableRandom(1));
    assertThat(wait).isBetween(year.dividedBy(2), year);
  }
}
