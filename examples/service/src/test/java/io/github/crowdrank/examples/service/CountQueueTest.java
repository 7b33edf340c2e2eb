package io.github.crowdrank.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The places of pictures. */
class CountQueueTest {
  private final ScheduledExecutorScheduler scheduler =
      new ScheduledExecutorScheduler("deadlines", true);

  @BeforeEach
  void start() throws Exception {
    scheduler.start();
  }

  @AfterEach
  void stop() throws Exception {
    scheduler.stop();
  }

  @Test
  void who_sends_one_after_the_other_always_finds_the_place_free() {
    try (CountQueue queue = queue("--counts=1", "--waiting=0")) {
      for (int i = 1; i <= 10_000; i++) {
        assertThat(queue.submit(new byte[i], false).join().count()).isEqualTo(i);
      }
    }
  }

  @Test
  void once_closed_it_says_that_the_service_stops() {
    CountQueue queue = queue("--counts=1", "--waiting=0");
    queue.close();

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> queue.submit(new byte[1], false))
          .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(503))
          .hasMessage("the service stops");
    }
  }

  private CountQueue queue(String... options) {
    return new CountQueue(
        LocalService.limits(options),
        (picture, lenient) -> new CountedPicture(picture.length, 1, 1, List.of(), "length", 0),
        scheduler);
  }
}
