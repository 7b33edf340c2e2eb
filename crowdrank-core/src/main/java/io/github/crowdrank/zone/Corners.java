package io.github.crowdrank.zone;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** One point of each of many rings, sorted so that those within a box are found soon. */
final class Corners {
  /** Places in the list that was given, by rising x. */
  private final int[] places;

  private final double[] xs;
  private final double[] ys;

  private Corners(int[] places, double[] xs, double[] ys) {
    this.places = places;
    this.xs = xs;
    this.ys = ys;
  }

  static Corners of(List<PlanePoint> points) {
    int[] places =
        IntStream.range(0, points.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> points.get(i).x()))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Corners(
        places,
        IntStream.of(places).mapToDouble(i -> points.get(i).x()).toArray(),
        IntStream.of(places).mapToDouble(i -> points.get(i).y()).toArray());
  }

  /** The places, in the list that was given, of the points within a box, in any order. */
  IntStream within(Box box) {
    return IntStream.range(firstFrom(box.left()), firstFrom(Math.nextUp(box.right())))
        .filter(i -> ys[i] >= box.top() && ys[i] <= box.bottom())
        .map(i -> places[i]);
  }

  /** Where the points that are no further left than x begin. */
  private int firstFrom(double x) {
    int from = 0;
    int to = xs.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (xs[middle] < x) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
