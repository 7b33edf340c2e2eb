package io.github.crowdrank.train.experiment;

import io.github.crowdrank.metric.CountPair;

/**
 * The count of one image.
 *
 * @param id the image
 * @param truth annotated heads
 * @param estimate estimated count
 */
public record ImageCount(String id, int truth, double estimate) {
  /** Estimate minus truth. */
  public double error() {
    return estimate - truth;
  }

  CountPair pair() {
    return new CountPair(truth, estimate);
  }
}
