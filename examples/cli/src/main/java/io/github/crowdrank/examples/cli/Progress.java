package io.github.crowdrank.examples.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints how many images are done, how fast and how long the rest will take, now and then. */
final class Progress {
  private static final long EVERY_NANOS = 2_000_000_000L;

  private final PrintWriter err;
  private final long start = System.nanoTime();
  private long last = start;

  Progress(PrintWriter err) {
    this.err = err;
  }

  /** Called after each image. */
  void show(int done, int total) {
    long now = System.nanoTime();
    if (now - last > EVERY_NANOS || done == total) {
      last = now;
      double rate = done / ((now - start) / 1e9);
      err.printf(
          Locale.ROOT,
          "%d/%d images, %.1f images/s, %.0f s left%n",
          done,
          total,
          rate,
          (total - done) / rate);
      err.flush();
    }
  }
}
