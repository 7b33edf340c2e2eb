package io.github.crowdrank.zone;

import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Shapes and maps for tests. */
final class RandomZones {
  private RandomZones() {}

  /**
   * A ring around a centre whose corners are nearer or farther, so that it is rarely convex.
   * Nowhere is it nearer to the centre than 0.4 of {@code least}.
   */
  static List<PlanePoint> star(
      SplittableRandom random, double x, double y, double least, double most) {
    int corners = 5 + random.nextInt(20);
    List<PlanePoint> ring = new ArrayList<>();
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * (i + 0.8 * random.nextDouble()) / corners;
      double radius = random.nextDouble(least, most);
      ring.add(new PlanePoint(x + radius * Math.cos(angle), y + radius * Math.sin(angle)));
    }
    return ring;
  }

  /** Cuts a picture along random straight lines into polygons that share their edges. */
  static List<Polygon> partition(SplittableRandom random, int width, int height, int cuts) {
    List<List<PlanePoint>> pieces =
        new ArrayList<>(List.of(Polygon.of(0, 0, width, 0, width, height, 0, height).outline()));
    for (int cut = 0; cut < cuts; cut++) {
      List<PlanePoint> piece = pieces.remove(random.nextInt(pieces.size()));
      int first = random.nextInt(piece.size());
      int second = (first + 1 + random.nextInt(piece.size() - 1)) % piece.size();
      PlanePoint from = between(random, piece, Math.min(first, second));
      PlanePoint to = between(random, piece, Math.max(first, second));
      List<PlanePoint> one = new ArrayList<>(List.of(from));
      one.addAll(piece.subList(Math.min(first, second) + 1, Math.max(first, second) + 1));
      one.add(to);
      List<PlanePoint> other = new ArrayList<>(List.of(to));
      other.addAll(piece.subList(Math.max(first, second) + 1, piece.size()));
      other.addAll(piece.subList(0, Math.min(first, second) + 1));
      other.add(from);
      pieces.add(one);
      pieces.add(other);
    }
    return pieces.stream().map(piece -> new Polygon(piece, List.of())).toList();
  }

  private static PlanePoint between(SplittableRandom random, List<PlanePoint> ring, int edge) {
    PlanePoint a = ring.get(edge);
    PlanePoint b = ring.get((edge + 1) % ring.size());
    double share = random.nextDouble(0.2, 0.8);
    return new PlanePoint(a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y()));
  }

  /** People all over the cells of a picture, some cells slightly negative. */
  static DensityMap density(SplittableRandom random, int width, int height, int stride) {
    CellGrid grid = CellGrid.ofStride(width, height, stride);
    float[] values = new float[grid.columns() * grid.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-0.05, 2);
    }
    return DensityMap.of(grid.columns(), grid.rows(), values);
  }
}
