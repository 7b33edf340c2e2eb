package io.github.crowdrank.bench;

import io.github.crowdrank.network.FeatureMaps;
import java.util.SplittableRandom;

/** Inputs with random values, the same each time. */
final class Batches {
  private Batches() {}

  /**
   * A batch of values from -1 to 1.
   *
   * @param heightByWidth such as {@code 768x1024}
   */
  static FeatureMaps random(int count, int channels, String heightByWidth) {
    int[] sides = Sides.of(heightByWidth);
    return random(count, channels, sides[0], sides[1]);
  }

  static FeatureMaps random(int count, int channels, int height, int width) {
    FeatureMaps maps = FeatureMaps.zeros(count, channels, height, width);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < maps.values().length; i++) {
      maps.values()[i] = (float) random.nextDouble(-1, 1);
    }
    return maps;
  }
}
