package io.github.crowdrank.io;

import java.io.IOException;
import java.util.concurrent.CancellationException;

/** Failures that say nothing of a file: to a thread that is interrupted, channels are closed. */
public final class InterruptedRead {
  private InterruptedRead() {}

  /**
   * Lets a failure be told as that of a file, unless the thread is interrupted.
   *
   * @param name of what could not be read
   * @throws CancellationException if the thread is interrupted, which it stays; the cause is the
   *     failure
   */
  public static void requireNone(String name, IOException failure) {
    if (Thread.currentThread().isInterrupted()) {
      CancellationException cancelled =
          new CancellationException("the thread was interrupted while " + name + " was read");
      cancelled.initCause(failure);
      throw cancelled;
    }
  }
}
