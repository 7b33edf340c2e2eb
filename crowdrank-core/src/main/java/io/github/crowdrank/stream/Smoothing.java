package io.github.crowdrank.stream;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An exponential mean of counts that come at uneven times: after a pause of {@code dt}, {@code s +=
 * (1 - exp(-dt / tau)) * (count - s)}. It starts with the first count. For one thread.
 */
final class Smoothing {
  private final double tauNanos;
  private @Nullable Instant last;
  private double value = Double.NaN;

  /**
   * @param tau time constant: after it, a step in the counts has come through to 63 %; zero for no
   *     smoothing
   */
  Smoothing(Duration tau) {
    this.tauNanos = tau.toNanos();
  }

  /** The mean so far, NaN before the first count. */
  double value() {
    return value;
  }

  /** Takes a count; one that is not later than the one before has no weight where there is any. */
  double add(Instant time, double count) {
    if (last == null || tauNanos == 0) {
      value = count;
    } else {
      Duration pause = Duration.between(last, time);
      double dt = pause.isNegative() ? 0 : pause.toSeconds() * 1e9 + pause.toNanosPart();
      value += -Math.expm1(-dt / tauNanos) * (count - value);
    }
    last = time;
    return value;
  }
}
