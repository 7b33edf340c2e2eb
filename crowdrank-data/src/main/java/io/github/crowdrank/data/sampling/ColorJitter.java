package io.github.crowdrank.data.sampling;

import io.github.crowdrank.image.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Random changes of a patch's colours, as other cameras and other light would make them; heads stay
 * where they are. Some patches lose their colour, some are changed in contrast, brightness and
 * gamma, in this order.
 *
 * @param greyProbability how often colour is taken out, 0 to 1
 * @param toneProbability how often contrast, brightness and gamma are changed, 0 to 1
 * @param contrast factors on the distance from mid-grey are drawn from 1 - contrast to 1 +
 *     contrast; 0 to below 1
 * @param brightness shifts are drawn from -brightness to brightness, in levels of 0 to 255
 * @param gamma exponents are drawn log-uniformly from 1 / gamma to gamma; 1 or more
 */
public record ColorJitter(
    double greyProbability,
    double toneProbability,
    double contrast,
    double brightness,
    double gamma) {
  private static final int LEVELS = 256;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of range; the message says which
   */
  public ColorJitter {
    Checks.range("greyProbability", greyProbability, 0, 1);
    Checks.range("toneProbability", toneProbability, 0, 1);
    Checks.range("contrast", contrast, 0, 0.99);
    Checks.range("brightness", brightness, 0, 255);
    Checks.range("gamma", gamma, 1, 10);
  }

  /** Colours as they are. */
  public static ColorJitter none() {
    return new ColorJitter(0, 0, 0, 0, 1);
  }

  /**
   * 15 % without colour, half of the patches with contrast 0.7 to 1.3, up to 25 levels brighter or
   * darker and gamma 0.7 to 1.4.
   */
  public static ColorJitter moderate() {
    return new ColorJitter(0.15, 0.5, 0.3, 25, 1.4);
  }

  /** A changed copy, or the image itself where nothing is to be changed. */
  RgbImage apply(RgbImage image, RandomGenerator random) {
    boolean grey = random.nextDouble() < greyProbability;
    boolean tone = random.nextDouble() < toneProbability;
    if (!grey && !tone) {
      return image;
    }
    byte[] samples = new byte[3 * image.width() * image.height()];
    byte[] row = new byte[3 * image.width()];
    for (int y = 0; y < image.height(); y++) {
      image.copyRow(y, row);
      System.arraycopy(row, 0, samples, y * row.length, row.length);
    }
    if (grey) {
      removeColor(samples);
    }
    if (tone) {
      byte[] curve = curve(random);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = curve[samples[i] & 0xFF];
      }
    }
    return RgbImage.of(image.width(), image.height(), samples);
  }

  private byte[] curve(RandomGenerator random) {
    double factor = 1 + contrast * (2 * random.nextDouble() - 1);
    double shift = brightness * (2 * random.nextDouble() - 1);
    double exponent = Math.pow(gamma, 2 * random.nextDouble() - 1);
    byte[] curve = new byte[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      double linear = Math.max(0, Math.min(255, 127.5 + factor * (level - 127.5) + shift));
      curve[level] = (byte) Math.round(255 * Math.pow(linear / 255, exponent));
    }
    return curve;
  }

  /** Luma of ITU-R BT.601 in place of each colour. */
  private static void removeColor(byte[] samples) {
    for (int i = 0; i < samples.length; i += 3) {
      double luma =
          0.299 * (samples[i] & 0xFF)
              + 0.587 * (samples[i + 1] & 0xFF)
              + 0.114 * (samples[i + 2] & 0xFF);
      byte level = (byte) Math.round(luma);
      samples[i] = level;
      samples[i + 1] = level;
      samples[i + 2] = level;
    }
  }
}
