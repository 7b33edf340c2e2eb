package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  @Test
  void a_source_that_breaks_because_it_is_closed_has_no_defect() throws InterruptedException {
    Arrivals arrivals = new Arrivals(true, frame -> {});

    arrivals.close();
    arrivals.end(new IllegalStateException("interrupted"));

    assertThat(arrivals.take()).isNull();
  }

  @Test
  void a_defect_is_told_after_the_frame_before_it() throws InterruptedException {
    Arrivals arrivals = new Arrivals(true, frame -> {});

    arrivals.add(1, ListedFrames.frame(0, 10));
    arrivals.end(new IllegalStateException("broken"));

    assertThat(arrivals.take()).isNotNull();
    assertThatThrownBy(arrivals::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("broken");
  }

  @Test
  void an_interrupted_thread_is_given_nothing_and_what_waits_stays() throws InterruptedException {
    Arrivals arrivals = new Arrivals(false, frame -> {});
    arrivals.add(1, ListedFrames.frame(0, 10));
    Thread.currentThread().interrupt();

    assertThatThrownBy(arrivals::take).isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(arrivals.take()).isNotNull();
  }

  @Test
  void whose_frames_nobody_wants_any_more_is_told() throws InterruptedException {
    List<Frame> unwanted = new ArrayList<>();
    Arrivals arrivals = new Arrivals(false, unwanted::add);
    Frame taken = ListedFrames.frame(0, 10);
    Frame waiting = ListedFrames.frame(1, 10);
    Frame late = ListedFrames.frame(2, 10);
    arrivals.add(1, taken);
    arrivals.take();
    arrivals.add(2, waiting);

    arrivals.close();
    arrivals.close();

    assertThatThrownBy(() -> arrivals.add(3, late)).isInstanceOf(InterruptedException.class);
    assertThat(unwanted).containsExactly(waiting, late);
  }

  @Test
  void a_frame_whose_reader_is_interrupted_while_it_waits_for_room_is_not_wanted()
      throws InterruptedException {
    List<Frame> unwanted = new ArrayList<>();
    Arrivals arrivals = new Arrivals(false, unwanted::add);
    Frame second = ListedFrames.frame(1, 10);
    arrivals.add(1, ListedFrames.frame(0, 10));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> arrivals.add(2, second)).isInstanceOf(InterruptedException.class);

    assertThat(unwanted).containsExactly(second);
  }
}
