package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.ImageProgress;
import java.io.PrintWriter;
import java.util.Locale;

/** Says every two seconds how many images are done, how fast it goes and how long it will take. */
final class ProgressLine implements ImageProgress {
  private static final long NANOS_BETWEEN = 2_000_000_000L;

  private final PrintWriter err;
  private final String unit;
  private long start = System.nanoTime();
  private long last = start;

  ProgressLine(PrintWriter err, String unit) {
    this.err = err;
    this.unit = unit;
  }

  @Override
  public void imageDone(int done, int total) {
    long now = System.nanoTime();
    if (done == 1) {
      start = last;
    }
    if (now - last > NANOS_BETWEEN || done == total) {
      last = now;
      double rate = done / ((now - start) / 1e9);
      err.printf(
          Locale.ROOT,
          "%d/%d %s, %.1f images/s, %.0f s left%n",
          done,
          total,
          unit,
          rate,
          (total - done) / rate);
      err.flush();
    }
  }
}
