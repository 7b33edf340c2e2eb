package io.github.crowdrank.examples.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work that Ctrl-C does not cut off but asks to end. */
final class StopOnSignal {
  private StopOnSignal() {}

  /** What is done. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Runs {@code work}; when the JVM is told to end, it calls {@code stop} and waits a minute. What
   * is written and said once it has stopped is part of the work: after it the JVM ends.
   */
  static <T> T run(Work<T> work, Runnable stop) throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stop.run();
              try {
                if (!ended.await(1, TimeUnit.MINUTES)) {
                  System.err.println("it did not stop within a minute");
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
      remove(hook);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM ends already, be it for this or because the work ended just then.
      return;
    }
  }
}
