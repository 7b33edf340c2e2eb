package io.github.crowdrank.train.experiment;

import io.github.crowdrank.metric.CountPair;
import io.github.crowdrank.train.chart.CountScatter;

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

  CountScatter.Dot dot() {
    return new CountScatter.Dot(id, truth, estimate);
  }

  CountPair pair() {
    return new CountPair(truth, estimate);
  }
}
