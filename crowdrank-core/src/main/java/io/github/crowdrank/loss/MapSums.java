package io.github.crowdrank.loss;

/** The sum of each of several maps that lie one after the other, in double precision. */
final class MapSums {
  private MapSums() {}

  static double[] of(float[] maps, int count) {
    int cells = maps.length / count;
    double[] sums = new double[count];
    for (int map = 0; map < count; map++) {
      sums[map] = sum(maps, map * cells, (map + 1) * cells);
    }
    return sums;
  }

  // Four sums at a time: with one, each addition waits for the one before.
  private static double sum(float[] values, int from, int end) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = from;
    for (; i + 3 < end; i += 4) {
      first += values[i];
      second += values[i + 1];
      third += values[i + 2];
      fourth += values[i + 3];
    }
    for (; i < end; i++) {
      first += values[i];
    }
    return first + second + (third + fourth);
  }
}
