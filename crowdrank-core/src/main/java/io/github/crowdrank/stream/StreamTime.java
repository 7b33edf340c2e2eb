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

  Instant now();

  void sleep(Duration duration) throws InterruptedException;
}
