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
    BatchShape shape = new BatchShape(batch.count(), batch.height(), batch.width());
    shape.check(spec, batch.channels());
    return shape;
  }

  /** The shape of one picture of a size that fits the network, checked likewise. */
  static BatchShape ofPicture(int height, int width, NetworkSpec spec) {
    BatchShape shape = new BatchShape(1, height, width);
    shape.check(spec, spec.input().channels());
    return shape;
  }

  private void check(NetworkSpec spec, int channels) {
    int multiple = spec.sizeMultiple();
    if (channels != spec.input().channels() || height % multiple != 0 || width % multiple != 0) {
      throw new IllegalArgumentException(
          "network \"%s\" reads %d channels and sides that are multiples of %d but got %s with %d channels"
              .formatted(spec.name(), spec.input().channels(), multiple, this, channels));
    }
    spec.shapes(height, width)
        .forEach(
            (layer, shape) -> {
              double values = (double) count * shape.channels() * shape.height() * shape.width();
              if (values > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                    "a batch of %s would give layer \"%s\" more than 2^31 values"
                        .formatted(this, layer));
              }
            });
  }

  @Override
  public String toString() {
    return "%d of %dx%d".formatted(count, height, width);
  }
}
