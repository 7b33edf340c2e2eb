package io.github.crowdrank.stream;

import io.github.crowdrank.CrowdEstimate;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link CrowdStream} says: a frame was counted, a frame could not be counted, or the source
 * failed. Immutable.
 *
 * @param number of the frame, from 1, with those that were left out and dropped; of the last one
 *     before a failure of the source
 * @param time the frame's, or when the source failed
 * @param frame what was counted or could not be, null if the source failed
 * @param estimate of the frame, null if there is a problem
 * @param smoothed exponential mean of the counts so far, NaN before the first; a problem leaves it
 *     as it is
 * @param dropped how many frames were to be counted so far but gave way to newer ones
 * @param reconnects how often the source was opened again so far
 * @param problem why the frame was not counted: it is damaged, too large, or nothing the network
 *     can take; or why the source failed; else null
 */
public record StreamCount(
    long number,
    Instant time,
    @Nullable Frame frame,
    @Nullable CrowdEstimate estimate,
    double smoothed,
    long dropped,
    long reconnects,
    @Nullable IOException problem) {
  /** The number of people in the frame, empty if there is a problem. */
  public OptionalDouble count() {
    return estimate == null ? OptionalDouble.empty() : OptionalDouble.of(estimate.count());
  }
}
