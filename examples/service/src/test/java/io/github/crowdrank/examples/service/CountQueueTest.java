package io.github.crowdrank.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
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
  void who_sends_one_after_the_other_always_finds_the_place_free() throws Exception {
    try (CountQueue queue = queue("--counts=1", "--waiting=0")) {
      for (int i = 1; i <= 10_000; i++) {
        assertThat(queue.submit(new byte[i], false).join().count()).isEqualTo(i);
      }
    }
  }

  @Test
  void once_closed_it_says_that_the_service_stops() throws Exception {
    CountQueue queue = queue("--counts=1", "--waiting=0");
    queue.close();

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> queue.submit(new byte[1], false))
          .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(503))
          .hasMessage("the service stops");
    }
  }

  @Test
  void where_the_system_gives_too_few_threads_none_is_left() throws Exception {
    List<Thread> all = new ArrayList<>();
    ThreadFactory two =
        task -> {
          if (all.size() == 2) {
            throw new OutOfMemoryError("no native thread"); // what a process limit does
          }
          all.add(new Thread(task));
          return all.get(all.size() - 1);
        };

    assertThatThrownBy(() -> queue(two, "--counts=5"))
        .isInstanceOf(IOException.class)
        .hasMessage("--counts is 5, but only 2 threads could be started: no native thread");
    for (Thread thread : all) {
      thread.join();
    }
  }

  private CountQueue queue(String... options) throws IOException {
    return queue(Thread::new, options);
  }

  private CountQueue queue(ThreadFactory threads, String... options) throws IOException {
    return new CountQueue(
        LocalService.limits(options),
        (picture, lenient) -> new CountedPicture(picture.length, 1, 1, List.of(), "length", 0),
        scheduler,
        threads);
  }
}
