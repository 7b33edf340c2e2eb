package io.github.crowdrank.examples.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work that is asked to stop, and waited for, when the process is told to end (Ctrl-C). */
@FunctionalInterface
interface Interruptible<T> {
  T run() throws IOException;

  /**
   * Runs the work.
   *
   * @param stop asks it to save what it has and return
   */
  static <T> T run(Interruptible<T> work, Runnable stop) throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean stopping = new AtomicBoolean();
    Thread hook =
        new Thread(
            () -> {
              stopping.set(true);
              stop.run();
              try {
                if (!ended.await(1, TimeUnit.MINUTES)) {
                  System.err.println("the training did not stop within a minute");
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.run();
    } finally {
      ended.countDown();
      if (!stopping.get()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }
}
