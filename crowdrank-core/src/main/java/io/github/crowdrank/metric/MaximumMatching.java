package io.github.crowdrank.metric;

import java.util.Arrays;

/**
 * The most pairs of a bipartite graph that share no end, after Hopcroft and Karp: in each phase a
 * breadth-first search numbers the points by their distance from a free one, and depth-first
 * searches along these numbers find as many shortest augmenting paths as there are side by side.
 * The square root of the number of points bounds the phases; a handful is the rule.
 *
 * @see <a href="https://doi.org/10.1137/0202019">Hopcroft and Karp, SIAM J. Comput. 1973</a>
 */
final class MaximumMatching {
  private static final int NOBODY = -1;

  private final int[][] near;
  private final int[] headOf;
  private final int[] pointOf;
  private final int[] distance;

  /** How many heads of each point the searches of this phase are done with. */
  private final int[] tried;

  /** The distance of the nearest point that has a free head. */
  private int shortest;

  private MaximumMatching(int[][] near, int heads) {
    this.near = near;
    this.headOf = new int[near.length];
    this.pointOf = new int[heads];
    this.distance = new int[near.length];
    this.tried = new int[near.length];
    Arrays.fill(headOf, NOBODY);
    Arrays.fill(pointOf, NOBODY);
  }

  /**
   * The number of pairs.
   *
   * @param near for each point the heads it may be paired with
   * @param heads how many there are
   */
  static int size(int[][] near, int heads) {
    MaximumMatching matching = new MaximumMatching(near, heads);
    int size = 0;
    while (matching.number()) {
      Arrays.fill(matching.tried, 0);
      int[] path = new int[near.length];
      for (int point = 0; point < near.length; point++) {
        if (matching.headOf[point] == NOBODY && matching.augment(point, path)) {
          size++;
        }
      }
    }
    return size;
  }

  /** Whether a free head can be reached. */
  private boolean number() {
    int[] queue = new int[near.length];
    int end = 0;
    for (int point = 0; point < near.length; point++) {
      boolean free = headOf[point] == NOBODY;
      distance[point] = free ? 0 : Integer.MAX_VALUE;
      if (free) {
        queue[end++] = point;
      }
    }
    shortest = Integer.MAX_VALUE;
    for (int start = 0; start < end; start++) {
      for (int head : near[queue[start]]) {
        int next = pointOf[head];
        if (next == NOBODY) {
          shortest = Math.min(shortest, distance[queue[start]]);
        } else if (distance[next] == Integer.MAX_VALUE) {
          distance[next] = distance[queue[start]] + 1;
          queue[end++] = next;
        }
      }
    }
    return shortest < Integer.MAX_VALUE;
  }

  /** Without recursion, for a path may pass all points. */
  private boolean augment(int free, int[] path) {
    int depth = 0;
    path[0] = free;
    while (depth >= 0) {
      int point = path[depth];
      if (tried[point] == near[point].length) {
        depth--;
        continue;
      }
      int next = pointOf[near[point][tried[point]++]];
      if (next == NOBODY) {
        exchange(path, depth);
        return true;
      }
      if (distance[next] == distance[point] + 1 && distance[next] <= shortest) {
        path[++depth] = next;
      }
    }
    return false;
  }

  /** Gives each point of the path the head that it tried last. */
  private void exchange(int[] path, int depth) {
    for (int i = depth; i >= 0; i--) {
      int point = path[i];
      int head = near[point][tried[point] - 1];
      headOf[point] = head;
      pointOf[head] = point;
    }
  }
}
