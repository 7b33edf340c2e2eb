package io.github.crowdrank.stream;

import java.time.Duration;
import java.time.Instant;

/** The time, and waiting for it to pass. */
interface StreamTime {
  /** The time of this machine, as its clock is set. */
  StreamTime SYSTEM =
      new StreamTime() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        }
      };

  /** Less is nothing anybody can answer in, and more is a mistake in the unit. */
  static Duration requireTimeout(Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofMinutes(30)) > 0) {
      throw new IllegalArgumentException(
          "a time-out is 1 millisecond to 30 minutes but was " + value);
    }
    return value;
  }

  Instant now();

  void sleep(Duration duration) throws InterruptedException;
}
