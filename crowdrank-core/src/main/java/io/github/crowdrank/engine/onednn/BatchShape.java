package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a batch: what a program is compiled for.
 *
 * @param count pictures
 * @param height rows
 * @param width columns
 */
record BatchShape(int count, int height, int width) {
  private static final int LARGEST_SMALLEST_SIDE = 4096;

  /**
   * The shape of a batch that fits the network.
   *
   * @throws IllegalArgumentException if it does not fit
   */
  static BatchShape of(FeatureMaps batch, NetworkSpec spec) {
    spec.checkBatch(batch);
    return new BatchShape(batch.count(), batch.height(), batch.width());
  }

  /** A shape as small as the network takes, null if no square up to 4096 pixels fits it. */
  static @Nullable BatchShape smallest(NetworkSpec spec) {
    for (int side = spec.sizeMultiple(); side <= LARGEST_SMALLEST_SIDE; side *= 2) {
      try {
        spec.shapes(side, side);
        return new BatchShape(1, side, side);
      } catch (IllegalArgumentException e) {
        // Nothing would be left of so small an input.
      }
    }
    return null;
  }

  /** Of all pictures together. */
  long pixels() {
    return (long) count * height * width;
  }

  @Override
  public String toString() {
    return "%d of %dx%d".formatted(count, height, width);
  }
}
