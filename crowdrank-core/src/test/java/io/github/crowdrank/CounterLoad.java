package io.github.crowdrank;

import io.github.crowdrank.image.RgbImage;
import java.util.SplittableRandom;

/** Pictures of 32 sizes. */
final class CounterLoad {
  static final int SIZES = 32;

  private CounterLoad() {}

  /** A picture of noise, always the same for a number. */
  static RgbImage image(int number) {
    return image(33 + 11 * number, 350 - 9 * number, number);
  }

  static RgbImage image(int width, int height, long seed) {
    byte[] samples = new byte[3 * width * height];
    new SplittableRandom(seed).nextBytes(samples);
    return RgbImage.of(width, height, samples);
  }
}
