package io.github.crowdrank;

import io.github.crowdrank.network.FeatureMaps;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The input of the last count, for the next one: as large as a picture, it is not to be made anew
 * for each. Safe for use by many threads, of which one gets it.
 */
final class SpareInput {
  /** Larger ones are made so rarely that they need not be kept. */
  private static final long MOST_VALUES = 16L << 20;

  private final AtomicReference<@Nullable FeatureMaps> kept = new AtomicReference<>();

  /** One picture of any values. */
  FeatureMaps take(int channels, int height, int width) {
    FeatureMaps spare = kept.getAndSet(null);
    return spare != null
            && spare.channels() == channels
            && spare.height() == height
            && spare.width() == width
        ? spare
        : FeatureMaps.zeros(1, channels, height, width);
  }

  /** Nobody may use it any more. */
  void giveBack(FeatureMaps input) {
    if (input.values().length <= MOST_VALUES) {
      kept.set(input);
    }
  }
}
