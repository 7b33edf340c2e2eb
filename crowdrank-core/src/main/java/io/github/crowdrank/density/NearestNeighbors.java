package io.github.crowdrank.density;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Mean distances to nearest neighbours, by a sweep along the longer side of the crowd: from each
 * head outwards in both directions until the distance along that side alone exceeds the farthest
 * neighbour found. About n * sqrt(n) steps for n heads spread over an area, with no cells to tune,
 * and quick where many heads coincide.
 */
final class NearestNeighbors {
  private final double[] along;
  private final double[] across;

  /** Squared distances to the nearest found so far, ascending. */
  private final double[] nearest;

  private NearestNeighbors(double[] along, double[] across, int neighbors) {
    this.along = along;
    this.across = across;
    this.nearest = new double[neighbors];
  }

  /**
   * For each of two or more heads the mean distance to its {@code neighbors} nearest others, or to
   * all of them if there are fewer.
   */
  static double[] meanDistances(List<HeadPoint> heads, int neighbors) {
    boolean wide = extent(heads, HeadPoint::x) >= extent(heads, HeadPoint::y);
    ToDoubleFunction<HeadPoint> main = wide ? HeadPoint::x : HeadPoint::y;
    ToDoubleFunction<HeadPoint> other = wide ? HeadPoint::y : HeadPoint::x;
    Integer[] order = new Integer[heads.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> main.applyAsDouble(heads.get(i))));
    double[] along = new double[order.length];
    double[] across = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      along[i] = main.applyAsDouble(heads.get(order[i]));
      across[i] = other.applyAsDouble(heads.get(order[i]));
    }
    NearestNeighbors sweep =
        new NearestNeighbors(along, across, Math.min(neighbors, order.length - 1));
    double[] distances = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      distances[order[i]] = sweep.meanDistance(i);
    }
    return distances;
  }

  private static double extent(List<HeadPoint> heads, ToDoubleFunction<HeadPoint> coordinate) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (HeadPoint head : heads) {
      least = Math.min(least, coordinate.applyAsDouble(head));
      greatest = Math.max(greatest, coordinate.applyAsDouble(head));
    }
    return greatest - least;
  }

  private double meanDistance(int head) {
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    int left = head - 1;
    int right = head + 1;
    while (true) {
      double toLeft = left < 0 ? Double.POSITIVE_INFINITY : along[head] - along[left];
      double toRight =
          right == along.length ? Double.POSITIVE_INFINITY : along[right] - along[head];
      double step = Math.min(toLeft, toRight);
      if (step * step >= nearest[nearest.length - 1]) {
        return Arrays.stream(nearest).map(Math::sqrt).average().orElseThrow();
      }
      int candidate = toLeft <= toRight ? left-- : right++;
      double aside = across[candidate] - across[head];
      insert(step * step + aside * aside);
    }
  }

  private void insert(double squaredDistance) {
    int at = nearest.length - 1;
    if (squaredDistance >= nearest[at]) {
      return;
    }
    for (; at > 0 && nearest[at - 1] > squaredDistance; at--) {
      nearest[at] = nearest[at - 1];
    }
    nearest[at] = squaredDistance;
  }
}
