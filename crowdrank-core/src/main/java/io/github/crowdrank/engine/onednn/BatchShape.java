package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;

/**
 * The shape of a batch: what a program is compiled for.
 *
 * @param count pictures
 * @param height rows
 * @param width columns
 */
record BatchShape(int count, int height, int width) {
  /**
   * The shape of a batch that fits the network.
   *
   * @throws IllegalArgumentException if it does not fit
   */
  static BatchShape of(FeatureMaps batch, NetworkSpec spec) {
    spec.checkBatch(batch);
    return new BatchShape(batch.count(), batch.height(), batch.width());
  }

  @Override
  public String toString() {
    return "%d of %dx%d".formatted(count, height, width);
  }
}
