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
    int height = Math.min(batch.height(), image.height() - top);
    int width = Math.min(batch.width(), image.width() - left);
    if (height < batch.height() || width < batch.width()) {
      int size = order.channels() * batch.height() * batch.width();
      Arrays.fill(batch.values(), index * size, (index + 1) * size, 0);
    }
    write(image, left, top, height, width, batch, index);
  }

  private void write(
      RgbImage image, int left, int top, int height, int width, FeatureMaps batch, int index) {
    byte[] row = new byte[3 * width];
    int plane = batch.height() * batch.width();
    int first = index * order.channels() * plane;
    float[][] tables = tables();
    for (int y = 0; y < height; y++) {
      image.copyRow(top + y, left, width, row);
      write(row, width, tables, batch.values(), first + y * batch.width(), plane);
    }
  }

  /**
   * What becomes of each sample of 0..255, by channel: a division of every pixel saved. No table
   * for grey, whose samples lie in between.
   */
  private float[][] tables() {
    if (order == ChannelOrder.GREY) {
      return new float[0][];
    }
    float[][] tables = new float[order.channels()][256];
    for (int channel = 0; channel < tables.length; channel++) {
      for (int sample = 0; sample < 256; sample++) {
        tables[channel][sample] = (sample - mean.get(channel)) / scale.get(channel);
      }
    }
    return tables;
  }

  /** Writes a row of pixels into the planes of a picture, the first of them at {@code at}. */
  private void write(byte[] row, int width, float[][] tables, float[] values, int at, int plane) {
    switch (order) {
      case RGB -> writeColours(row, width, tables, 0, values, at, plane);
      case BGR -> writeColours(row, width, tables, 2, values, at, plane);
      case GREY -> writeGrey(row, width, values, at);
    }
  }

  private static void writeColours(
      byte[] row, int width, float[][] tables, int red, float[] values, int at, int plane) {
    float[] reds = tables[red];
    float[] greens = tables[1];
    float[] blues = tables[2 - red];
    int redAt = at + red * plane;
    int greenAt = at + plane;
    int blueAt = at + (2 - red) * plane;
    for (int x = 0; x < width; x++) {
      values[redAt + x] = reds[row[3 * x] & 255];
      values[greenAt + x] = greens[row[3 * x + 1] & 255];
      values[blueAt + x] = blues[row[3 * x + 2] & 255];
    }
  }

  private void writeGrey(byte[] row, int width, float[] values, int at) {
    float subtracted = mean.get(0);
    float divisor = scale.get(0);
    for (int x = 0; x < width; x++) {
      float grey =
          0.299f * (row[3 * x] & 255)
              + 0.587f * (row[3 * x + 1] & 255)
              + 0.114f * (row[3 * x + 2] & 255);
      values[at + x] = (grey - subtracted) / divisor;
    }
  }
}
