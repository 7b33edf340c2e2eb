package io.github.crowdrank.model;

import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.network.FeatureMaps;
import java.util.Arrays;
import java.util.List;

/**
 * How pixels become a network's input: each sample {@code v} of 0..255 becomes {@code (v - mean) /
 * scale} of its channel.
 *
 * @param order the channels and their order
 * @param mean subtracted, one value per channel in that order
 * @param scale divided by, one value per channel in that order, not zero
 */
public record Preprocessing(ChannelOrder order, List<Float> mean, List<Float> scale) {
  /**
   * Copies and checks the lists.
   *
   * @throws IllegalArgumentException if a list has another length than the order has channels, or a
   *     value is not finite, or a scale is zero
   */
  public Preprocessing {
    mean = List.copyOf(mean);
    scale = List.copyOf(scale);
    if (mean.size() != order.channels() || scale.size() != order.channels()) {
      throw new IllegalArgumentException(
          "%s needs %d means and scales but has %s and %s"
              .formatted(order, order.channels(), mean, scale));
    }
    if (!mean.stream().allMatch(Float::isFinite)
        || !scale.stream().allMatch(value -> Float.isFinite(value) && value != 0)) {
      throw new IllegalArgumentException(
          "means and scales are finite and scales not zero but were %s and %s"
              .formatted(mean, scale));
    }
  }

  /** RGB from -1 to 1: {@code v / 127.5 - 1}, as MobileNetV1 was trained. */
  public static Preprocessing signedRgb() {
    return uniform(ChannelOrder.RGB, 127.5f, 127.5f);
  }

  /** BGR with the ImageNet means 103.939, 116.779 and 123.68 subtracted, as VGG was trained. */
  public static Preprocessing imageNetBgr() {
    return new Preprocessing(
        ChannelOrder.BGR, List.of(103.939f, 116.779f, 123.68f), List.of(1f, 1f, 1f));
  }

  /**
   * Samples of 0..255 as they are. The paper's authors say that they feed the picture unchanged.
   */
  public static Preprocessing none(ChannelOrder order) {
    return uniform(order, 0, 1);
  }

  private static Preprocessing uniform(ChannelOrder order, float mean, float scale) {
    return new Preprocessing(
        order,
        List.of(mean, mean, mean).subList(0, order.channels()),
        List.of(scale, scale, scale).subList(0, order.channels()));
  }

  /**
   * One picture as a batch of one. Sides are padded on the right and below to a multiple with zeros
   * in the network's own numbers.
   *
   * @param multiple of which both sides become a multiple, 1 or more
   * @throws IllegalArgumentException if the multiple is not positive
   */
  public FeatureMaps apply(RgbImage image, int multiple) {
    if (multiple < 1) {
      throw new IllegalArgumentException("multiple is 1 or more but was " + multiple);
    }
    int height = roundUp(image.height(), multiple);
    int width = roundUp(image.width(), multiple);
    FeatureMaps batch = FeatureMaps.zeros(1, order.channels(), height, width);
    apply(image, batch, 0);
    return batch;
  }

  private static int roundUp(int side, int multiple) {
    return Math.multiplyExact((side - 1) / multiple + 1, multiple);
  }

  /**
   * Writes one picture into a batch, from the upper left corner on; the rest is left as it is.
   *
   * @param index which picture of the batch, from 0
   * @throws IllegalArgumentException if the batch has other channels or is smaller than the picture
   */
  public void apply(RgbImage image, FeatureMaps batch, int index) {
    if (batch.channels() != order.channels()
        || batch.height() < image.height()
        || batch.width() < image.width()
        || index < 0
        || index >= batch.count()) {
      throw new IllegalArgumentException(
          "picture %d of %s cannot take a %s of %d channels"
              .formatted(index, batch, image, order.channels()));
    }
    write(image, 0, 0, image.height(), image.width(), batch, index);
  }

  /**
   * Fills one picture of a batch with a window of a larger picture. Where the window reaches past
   * the right or lower edge there will be zeros, as {@link #apply(RgbImage, int)} pads.
   *
   * @param left first column of the window, within the picture
   * @param top first row of the window, within the picture
   * @param index which picture of the batch, from 0
   * @throws IllegalArgumentException if the batch has other channels or no such picture, or the
   *     window starts outside the picture
   */
  public void applyWindow(RgbImage image, int left, int top, FeatureMaps batch, int index) {
    if (batch.channels() != order.channels() || index < 0 || index >= batch.count()) {
      throw new IllegalArgumentException(
          "picture %d of %s cannot take a window of %d channels"
              .formatted(index, batch, order.channels()));
    }
    if (left < 0 || top < 0 || left >= image.width() || top >= image.height()) {
      throw new IllegalArgumentException(
          "a window starts within its picture but started at (%d, %d) of %s"
              .formatted(left, top, image));
    }
    int size = order.channels() * batch.height() * batch.width();
    Arrays.fill(batch.values(), index * size, (index + 1) * size, 0);
    int height = Math.min(batch.height(), image.height() - top);
    int width = Math.min(batch.width(), image.width() - left);
    write(image, left, top, height, width, batch, index);
  }

  private void write(
      RgbImage image, int left, int top, int height, int width, FeatureMaps batch, int index) {
    float[] values = batch.values();
    byte[] row = new byte[3 * width];
    int plane = batch.height() * batch.width();
    for (int y = 0; y < height; y++) {
      image.copyRow(top + y, left, width, row);
      for (int channel = 0; channel < order.channels(); channel++) {
        int at = (index * order.channels() + channel) * plane + y * batch.width();
        float subtracted = mean.get(channel);
        float divisor = scale.get(channel);
        for (int x = 0; x < width; x++) {
          values[at + x] = (sample(row, x, channel) - subtracted) / divisor;
        }
      }
    }
  }

  private float sample(byte[] row, int x, int channel) {
    return switch (order) {
      case RGB -> row[3 * x + channel] & 255;
      case BGR -> row[3 * x + 2 - channel] & 255;
      case GREY ->
          0.299f * (row[3 * x] & 255)
              + 0.587f * (row[3 * x + 1] & 255)
              + 0.114f * (row[3 * x + 2] & 255);
    };
  }
}
