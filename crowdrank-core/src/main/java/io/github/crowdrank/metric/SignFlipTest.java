package io.github.crowdrank.metric;

import java.util.SplittableRandom;

/**
 * The paired permutation test of a mean difference, two-sided: if neither model is better, each
 * difference could as well have the other sign.
 */
final class SignFlipTest {
  private SignFlipTest() {}

  /**
   * The share of sign choices whose mean is as far from 0 as that of the differences: of all of
   * them if they are no more than {@code choices}, else of so many random ones.
   */
  static double pValue(double[] differences, int choices, long seed) {
    double observed = 0;
    double total = 0;
    for (double difference : differences) {
      observed += difference;
      total += Math.abs(difference);
    }
    // Sums in another order differ by rounding.
    double extreme = Math.abs(observed) - 1e-12 * total;
    if (differences.length < Integer.SIZE - 1 && 1 << differences.length <= choices) {
      int all = 1 << differences.length;
      int asExtreme = 0;
      for (int signs = 0; signs < all; signs++) {
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
          sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
        }
        asExtreme += Math.abs(sum) >= extreme ? 1 : 0;
      }
      return (double) asExtreme / all;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int asExtreme = 1; // the observed choice is one of them
    for (int i = 0; i < choices; i++) {
      double sum = 0;
      for (double difference : differences) {
        sum += random.nextBoolean() ? difference : -difference;
      }
      asExtreme += Math.abs(sum) >= extreme ? 1 : 0;
    }
    return (double) asExtreme / (choices + 1);
  }
}
