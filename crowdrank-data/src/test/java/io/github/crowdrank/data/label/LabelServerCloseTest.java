package io.github.crowdrank.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.io.LockFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LabelServerCloseTest {
  @TempDir Path folder;

  @Test
  void a_close_that_is_interrupted_keeps_the_folder_until_what_is_at_work_is_over()
      throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    ServedPictures served = ServedPictures.in(folder);
    served.restart(
        served
            .builder()
            .suggestions(
                image -> {
                  looking.countDown();
                  awaitQuietly(seen);
                  return List.of();
                }));
    Path lock = served.pictures().resolve(LabelServer.LOCK);
    Thread asking = new Thread(() -> assertHungUpOn(served));
    asking.start();
    looking.await();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread closing =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              served.close();
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    closing.start();
    while (closing.getState() != Thread.State.TIMED_WAITING && closing.isAlive()) {
      Thread.sleep(1);
    }

    assertThat(LockFile.tryTake(lock)).isEmpty();
    seen.countDown();
    closing.join();

    assertThat(interrupted).isTrue();
    LockFile.tryTake(lock).orElseThrow().close();
    asking.join();
    LabelThreads.awaitNone();
  }

  private static void assertHungUpOn(ServedPictures served) {
    assertThatThrownBy(() -> served.client().get("api/pictures/0/suggestions"))
        .isInstanceOf(IOException.class);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
