package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
  @Test
  void a_source_that_breaks_because_it_is_closed_has_no_defect() throws InterruptedException {
    Arrivals arrivals = new Arrivals(true);

    arrivals.close();
    arrivals.end(new IllegalStateException("interrupted"));

    assertThat(arrivals.take()).isNull();
  }

  @Test
  void a_defect_is_told_after_the_frame_before_it() throws InterruptedException {
    Arrivals arrivals = new Arrivals(true);

    arrivals.add(1, ListedFrames.frame(0, 10));
    arrivals.end(new IllegalStateException("broken"));

    assertThat(arrivals.take()).isNotNull();
    assertThatThrownBy(arrivals::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("broken");
  }
}
