package io.github.crowdrank.examples.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work that Ctrl-C does not cut off but asks to end. */
final class StopOnSignal {
  private StopOnSignal() {}

  /** What is done. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Runs {@code work}; when the JVM is told to end, it calls {@code stop} and waits a minute. */
  static <T> T run(Work<T> work, Runnable stop) throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean stopping = new AtomicBoolean();
    Thread hook =
        new Thread(
            () -> {
              stopping.set(true);
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
      if (!stopping.get()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }
}
