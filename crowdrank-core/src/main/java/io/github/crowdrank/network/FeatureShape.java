package io.github.crowdrank.network;

/**
 * The shape of one picture's data at some layer.
 *
 * @param channels 1 or more
 * @param height rows, 1 or more
 * @param width columns, 1 or more
 */
public record FeatureShape(int channels, int height, int width) {
  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
