package io.github.crowdrank.data.collect;

import java.time.Duration;
import java.time.Instant;

/** The time, and waiting for it to pass. */
interface Time {
  /** The time of this machine, which goes on evenly when its clock is set. */
  static Time system() {
    return new SystemTime(Instant.now(), System.nanoTime());
  }

  Instant now();

  void sleep(Duration duration) throws InterruptedException;

  /** Counts from the clock as it was once. */
  record SystemTime(Instant start, long startNanos) implements Time {
    @Override
    public Instant now() {
      return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    }
  }
}
