package io.github.crowdrank.train.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * One direction of a plot.
 *
 * @param label what is along it
 * @param low value at its start
 * @param high value at its end, above {@code low}
 * @param logarithmic equal ratios are equal lengths; both ends are then positive
 */
record Axis(String label, double low, double high, boolean logarithmic) {
  private static final int MOST_TICKS = 5;

  /** Up to so many powers of ten have room for 1, 2 and 5 times each. */
  private static final double FEW_DECADES = 3;

  private static final int MOST_POWERS = 8;

  Axis {
    if (!(low < high) || (logarithmic && low <= 0)) {
      throw new IllegalArgumentException(
          "%s runs upwards%s but from %s to %s"
              .formatted(label, logarithmic ? " from above 0" : "", low, high));
    }
  }

  static Axis linear(String label, double low, double high) {
    return new Axis(label, low, high, false);
  }

  static Axis logarithmic(String label, double low, double high) {
    return new Axis(label, low, high, true);
  }

  /** Where a value lies, from 0 at the start to 1 at the end; values beyond are clipped. */
  double position(double value) {
    double position =
        logarithmic
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return Math.min(1, Math.max(0, position));
  }

  /**
   * Round values along it: at most five on a linear axis; on a logarithmic one 1, 2, 5, 10... over
   * a few powers of ten, and over more of them powers of ten, at most nine.
   */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      double decades = Math.log10(high) - Math.log10(low);
      int step = (int) Math.max(1, Math.ceil(decades / MOST_POWERS));
      int[] factors = decades <= FEW_DECADES ? new int[] {1, 2, 5} : new int[] {1};
      int first = Math.floorDiv((int) Math.floor(Math.log10(low)), step) * step;
      for (int power = first; power <= Math.log10(high); power += step) {
        for (int factor : factors) {
          double tick = Double.parseDouble(factor + "e" + power);
          if (tick >= low && tick <= high) {
            ticks.add(tick);
          }
        }
      }
    } else {
      double step = step();
      for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
        ticks.add(i * step);
      }
    }
    return ticks;
  }

  /** The least of 1, 2 or 5 times a power of ten that makes few enough ticks. */
  private double step() {
    double power = Math.pow(10, Math.floor(Math.log10((high - low) / MOST_TICKS)));
    double step = power;
    for (double factor : new double[] {2, 5, 10}) {
      if ((high - low) / step > MOST_TICKS) {
        step = factor * power;
      }
    }
    return step;
  }
}
