package io.github.crowdrank.train;

import java.time.Duration;

/**
 * The count of one annotated image.
 *
 * @param id the image
 * @param truth annotated heads
 * @param estimate estimated count
 * @param elapsed time to count it, decoding left out
 */
public record ImageResult(String id, int truth, double estimate, Duration elapsed) {
  /** Estimate minus truth. */
  public double error() {
    return estimate - truth;
  }
}
