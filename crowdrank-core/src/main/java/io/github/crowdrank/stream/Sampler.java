package io.github.crowdrank.stream;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Chooses frames as they come. For one thread. */
final class Sampler {
  /** Times are rounded, and a frame that comes early by no more than this is on time. */
  private static final Duration ROUNDING = Duration.ofNanos(1000);

  private final Sampling sampling;
  private long frames;

  /** From when on the intervals are counted, and how many there were up to the next frame. */
  private @Nullable Instant start;

  private long intervals;
  private @Nullable Instant last;

  Sampler(Sampling sampling) {
    this.sampling = sampling;
  }

  /** Whether the next frame, of this time, is to be counted. */
  boolean takes(Instant time) {
    if (sampling instanceof Sampling.PerSecond rate) {
      return takes(time, rate);
    }
    return frames++ % ((Sampling.EveryNth) sampling).n() == 0;
  }

  /**
   * A frame that is late by less than an interval does not put off the next one: the rate is kept
   * whatever that of the camera is.
   */
  private boolean takes(Instant time, Sampling.PerSecond rate) {
    boolean wentBack = last != null && time.isBefore(last);
    last = time;
    if (start == null || wentBack) {
      restart(time);
      return true;
    }
    Duration interval = rate.of(1);
    Duration early = ROUNDING.compareTo(interval) < 0 ? ROUNDING : interval.dividedBy(2);
    if (time.isBefore(start.plus(rate.of(intervals)).minus(early))) {
      return false;
    }
    intervals++;
    if (!start.plus(rate.of(intervals)).isAfter(time)) {
      restart(time);
    }
    return true;
  }

  private void restart(Instant time) {
    start = time;
    intervals = 1;
  }
}
