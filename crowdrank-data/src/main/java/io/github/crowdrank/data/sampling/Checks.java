package io.github.crowdrank.data.sampling;

/** Refuses choices out of range. */
final class Checks {
  private Checks() {}

  static void range(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s is %s to %s but was %s".formatted(name, plain(least), plain(most), plain(value)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
