package io.github.crowdrank.train.trust;

import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.calibration.CountCurve.Point;
import io.github.crowdrank.metric.CountPair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The rising steps nearest to true counts in least squares, by pooling adjacent violators (Barlow
 * et al., Statistical Inference under Order Restrictions, 1972), as a curve through the middles of
 * the steps.
 */
final class IsotonicRegression {
  private IsotonicRegression() {}

  /** Images whose counts are to mean the same. */
  private record Step(double estimates, double truths, int images) {
    double estimate() {
      return estimates / images;
    }

    double truth() {
      return truths / images;
    }

    Step plus(Step other) {
      return new Step(estimates + other.estimates, truths + other.truths, images + other.images);
    }
  }

  /**
   * Of images with equal estimates, those with more people go first, so that each violates the
   * order and all share a step, whatever the order in which they are given.
   */
  private static final Comparator<CountPair> RISING =
      Comparator.comparingDouble(CountPair::estimate)
          .thenComparing(Comparator.comparingDouble(CountPair::truth).reversed());

  /** Estimates of 0 and less teach nothing, for the curve leaves them as they are. */
  static CountCurve fit(List<CountPair> counts) {
    List<CountPair> rising =
        counts.stream().filter(pair -> pair.estimate() > 0).sorted(RISING).toList();
    Deque<Step> steps = new ArrayDeque<>();
    for (CountPair pair : rising) {
      Step step = new Step(pair.estimate(), pair.truth(), 1);
      while (!steps.isEmpty()
          && (steps.getLast().truth() >= step.truth()
              || steps.getLast().estimate() >= step.estimate())) {
        step = steps.removeLast().plus(step);
      }
      steps.addLast(step);
    }
    List<Point> points = new ArrayList<>();
    steps.forEach(step -> points.add(new Point(step.estimate(), step.truth())));
    return new CountCurve(points);
  }
}
