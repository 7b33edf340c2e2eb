package io.github.crowdrank.metric;

import io.github.crowdrank.density.HeadPoint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which points lie near which heads, by squares as wide as the radius. */
final class NearPairs {
  private final double radius;
  private final List<HeadPoint> heads;
  private final Map<Long, int[]> headsOfSquare = new HashMap<>();

  private NearPairs(double radius, List<HeadPoint> heads) {
    this.radius = radius;
    this.heads = heads;
    for (int i = 0; i < heads.size(); i++) {
      int head = i;
      headsOfSquare.merge(
          square(column(heads.get(i)), row(heads.get(i))),
          new int[] {head},
          (present, added) -> {
            int[] longer = Arrays.copyOf(present, present.length + 1);
            longer[present.length] = head;
            return longer;
          });
    }
  }

  /** For each point the indices of the heads no farther away than the radius. */
  static int[][] within(double radius, List<HeadPoint> points, List<HeadPoint> heads) {
    NearPairs pairs = new NearPairs(radius, heads);
    return points.stream().map(pairs::near).toArray(int[][]::new);
  }

  private long column(HeadPoint point) {
    return (long) Math.floor(point.x() / radius);
  }

  private long row(HeadPoint point) {
    return (long) Math.floor(point.y() / radius);
  }

  private static long square(long column, long row) {
    return column << 32 ^ (row & 0xffffffffL);
  }

  private int[] near(HeadPoint point) {
    int[] near = new int[8];
    int count = 0;
    for (long row = row(point) - 1; row <= row(point) + 1; row++) {
      for (long column = column(point) - 1; column <= column(point) + 1; column++) {
        for (int head : headsOfSquare.getOrDefault(square(column, row), new int[0])) {
          HeadPoint other = heads.get(head);
          if (Math.hypot(point.x() - other.x(), point.y() - other.y()) <= radius) {
            near = count == near.length ? Arrays.copyOf(near, 2 * count) : near;
            near[count++] = head;
          }
        }
      }
    }
    return Arrays.copyOf(near, count);
  }
}
