package io.github.crowdrank.density;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random head points for tests. */
final class Crowds {
  private Crowds() {}

  /** Heads anywhere in an image, some of them in its corners, on its last row and column. */
  static List<HeadPoint> random(RandomGenerator random, int count, int width, int height) {
    List<HeadPoint> heads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double x = random.nextDouble(width);
      double y = random.nextDouble(height);
      switch (random.nextInt(8)) {
        case 0 -> heads.add(new HeadPoint(Math.nextDown((double) width), y));
        case 1 -> heads.add(new HeadPoint(x, height - 1));
        case 2 -> heads.add(new HeadPoint(0, 0));
        default -> heads.add(new HeadPoint(x, y));
      }
    }
    return heads;
  }
}
