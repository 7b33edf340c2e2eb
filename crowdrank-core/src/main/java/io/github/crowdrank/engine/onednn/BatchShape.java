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
    int channels = spec.input().channels();
    int multiple = spec.sizeMultiple();
    if (batch.channels() != channels
        || batch.height() % multiple != 0
        || batch.width() % multiple != 0) {
      throw new IllegalArgumentException(
          "network \"%s\" reads %d channels and sides that are multiples of %d but got %s"
              .formatted(spec.name(), channels, multiple, batch));
    }
    spec.shapes(batch.height(), batch.width())
        .forEach(
            (layer, shape) -> {
              double values =
                  (double) batch.count() * shape.channels() * shape.height() * shape.width();
              if (values > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                    "a batch of %s would give layer \"%s\" more than 2^31 values"
                        .formatted(batch, layer));
              }
            });
    return new BatchShape(batch.count(), batch.height(), batch.width());
  }

  @Override
  public String toString() {
    return "%d of %dx%d".formatted(count, height, width);
  }
}
