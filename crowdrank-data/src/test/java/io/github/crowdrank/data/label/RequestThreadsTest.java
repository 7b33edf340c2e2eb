package io.github.crowdrank.data.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestThreadsTest {
  @Test
  void all_end_with_the_last_request_though_nobody_waited_so_long() throws Exception {
    RequestThreads threads = new RequestThreads(2, Duration.ofMinutes(10));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    threads.execute(
        () -> {
          begun.countDown();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    begun.await();

    assertThat(threads.close(Duration.ofMillis(1))).isFalse();
    over.countDown();

    LabelThreads.awaitNone();
  }
}
