package io.github.crowdrank.density;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Mean distances to nearest neighbours, by a k-d tree: each node is the middle one of its heads
 * along the longer side of the area they take up, so that half of them lie on either side however
 * many share a place or a line. About n * log(n) steps for n heads, wherever they are.
 */
final class NearestNeighbors {
  /** Fewer heads are quicker gone through than divided. */
  private static final int LEAF = 8;

  /** In the order of the tree: the node of a range is its middle, and the halves lie around it. */
  private final double[] x;

  private final double[] y;

  /** Of each node: whether it divides its heads by x, and not by y. */
  private final boolean[] byX;

  /** The place that each head of the tree has in the list. */
  private final int[] order;

  /** Squared distances to the nearest found so far, ascending. */
  private final double[] nearest;

  private long visits;

  /**
   * Makes the tree.
   *
   * @param heads two or more
   */
  NearestNeighbors(List<HeadPoint> heads, int neighbors) {
    Division division = new Division(heads);
    division.divide(0, heads.size());
    this.order = division.order;
    this.byX = division.byX;
    this.x = Arrays.stream(order).mapToDouble(i -> heads.get(i).x()).toArray();
    this.y = Arrays.stream(order).mapToDouble(i -> heads.get(i).y()).toArray();
    this.nearest = new double[Math.min(neighbors, heads.size() - 1)];
  }

  /**
   * For each of two or more heads the mean distance to its {@code neighbors} nearest others, or to
   * all of them if there are fewer.
   */
  static double[] meanDistances(List<HeadPoint> heads, int neighbors) {
    return new NearestNeighbors(heads, neighbors).meanDistances();
  }

  double[] meanDistances() {
    double[] distances = new double[order.length];
    for (int i = 0; i < distances.length; i++) {
      distances[order[i]] = meanDistance(i);
    }
    return distances;
  }

  /** How many distances were worked out, to which the time is proportional. */
  long visits() {
    return visits;
  }

  /** Puts heads into the order of the tree. */
  private static final class Division {
    private final List<HeadPoint> heads;
    private final int[] order;
    private final boolean[] byX;

    /** The place of each head among all by x and by y, those of one place in any order. */
    private final int[] rankX;

    private final int[] rankY;

    /** Of a range that is being sorted: rank and head in one number. */
    private final long[] sorted;

    Division(List<HeadPoint> heads) {
      this.heads = heads;
      this.order = new int[heads.size()];
      Arrays.setAll(order, i -> i);
      this.byX = new boolean[heads.size()];
      this.rankX = ranks(heads, HeadPoint::x);
      this.rankY = ranks(heads, HeadPoint::y);
      this.sorted = new long[heads.size()];
    }

    private static int[] ranks(List<HeadPoint> heads, ToDoubleFunction<HeadPoint> coordinate) {
      Integer[] byCoordinate = new Integer[heads.size()];
      Arrays.setAll(byCoordinate, i -> i);
      Arrays.sort(
          byCoordinate, Comparator.comparingDouble(i -> coordinate.applyAsDouble(heads.get(i))));
      int[] ranks = new int[byCoordinate.length];
      for (int rank = 0; rank < ranks.length; rank++) {
        ranks[byCoordinate[rank]] = rank;
      }
      return ranks;
    }

    void divide(int from, int to) {
      if (to - from <= LEAF) {
        return;
      }
      int middle = middle(from, to);
      byX[middle] = extent(from, to, HeadPoint::x) >= extent(from, to, HeadPoint::y);
      sort(from, to, byX[middle] ? rankX : rankY);
      divide(from, middle);
      divide(middle + 1, to);
    }

    private double extent(int from, int to, ToDoubleFunction<HeadPoint> coordinate) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        double value = coordinate.applyAsDouble(heads.get(order[i]));
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
      return greatest - least;
    }

    private void sort(int from, int to, int[] ranks) {
      for (int i = from; i < to; i++) {
        sorted[i] = (long) ranks[order[i]] << Integer.SIZE | order[i];
      }
      Arrays.sort(sorted, from, to);
      for (int i = from; i < to; i++) {
        order[i] = (int) sorted[i];
      }
    }
  }

  private static int middle(int from, int to) {
    return (from + to) >>> 1;
  }

  private double meanDistance(int head) {
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    search(0, x.length, head);
    return Arrays.stream(nearest).map(Math::sqrt).average().orElseThrow();
  }

  private void search(int from, int to, int head) {
    if (to - from <= LEAF) {
      for (int i = from; i < to; i++) {
        visit(i, head);
      }
      return;
    }
    int middle = middle(from, to);
    visit(middle, head);
    double[] along = byX[middle] ? x : y;
    double aside = along[head] - along[middle];
    // Where it is on the line itself, the half with the head has those that share its place.
    boolean isBefore = aside < 0 || (aside == 0 && head < middle);
    if (isBefore) {
      search(from, middle, head);
    } else {
      search(middle + 1, to, head);
    }
    if (aside * aside < nearest[nearest.length - 1]) {
      if (isBefore) {
        search(middle + 1, to, head);
      } else {
        search(from, middle, head);
      }
    }
  }

  private void visit(int candidate, int head) {
    visits++;
    if (candidate != head) {
      double across = x[candidate] - x[head];
      double down = y[candidate] - y[head];
      insert(across * across + down * down);
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
