package io.github.crowdrank.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Chooses frames as they come. For one thread. */
final class Sampler {
  private final Sampling sampling;
  private long frames;
  private @Nullable Instant due;
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
    if (due != null && !wentBack && time.isBefore(due)) {
      return false;
    }
    Instant next = due == null || wentBack ? time : due;
    next = next.plus(rate.interval());
    due = next.isAfter(time) ? next : time.plus(rate.interval());
    return true;
  }
}
