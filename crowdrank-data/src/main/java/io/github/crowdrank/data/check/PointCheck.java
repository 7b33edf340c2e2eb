package io.github.crowdrank.data.check;

import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.data.reader.ListedImage;
import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.density.HeadPoint;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Holds the points of one image against each other and against the image. */
final class PointCheck {
  /** How many points a reason names; it tells the number of all. */
  private static final int NAMED = 5;

  private static final int STRIDE = 16;

  private final ListedImage listed;
  private final List<HeadPoint> points;
  private final Consumer<DatasetFault> faults;

  PointCheck(ListedImage listed, Consumer<DatasetFault> faults) {
    this.listed = listed;
    this.points = listed.annotation().points();
    this.faults = faults;
  }

  /** Reports points at the place of another or closer to it than {@code distance} pixels. */
  void againstEachOther(double distance) {
    ClosePoints search = ClosePoints.in(points, distance);
    List<ClosePoints.Pair> repeated = search.repeated();
    report(
        Kind.DUPLICATE_POINT,
        repeated.size(),
        "repeat another",
        i -> named(repeated.get(i).second()) + " as point " + (repeated.get(i).first() + 1));
    List<ClosePoints.Pair> close = search.close();
    report(
        Kind.CLOSE_POINTS,
        close.size(),
        "lie within " + distance + " pixels of another",
        i -> {
          ClosePoints.Pair pair = close.get(i);
          double apart = ClosePoints.apart(points.get(pair.first()), points.get(pair.second()));
          return String.format(
              Locale.ROOT, "%s, %.2f from point %d", named(pair.second()), apart, pair.first() + 1);
        });
  }

  /** Reports points outside the image, or that all of them would fit with x and y exchanged. */
  void againstImage(ImageSize size) {
    Placement placement = Placement.of(points, size);
    if (placement.isExchanged()) {
      fault(
          Kind.SWAPPED_COORDINATES,
          String.format(
              Locale.ROOT,
              "%d of %d points of image %s lie outside its %s pixels as they stand, and %d with x and y exchanged",
              placement.outside(),
              placement.points(),
              listed.id(),
              size,
              placement.outsideExchanged()));
      return;
    }
    int[] outside =
        IntStream.range(0, points.size())
            .filter(i -> !points.get(i).isInside(size.width(), size.height()))
            .toArray();
    report(
        Kind.POINT_OUTSIDE,
        outside.length,
        "lie outside its " + size + " pixels",
        i -> named(outside[i]));
  }

  /** Reports a density map that adds up to another number than there are points in the image. */
  void againstMap(ImageSize size, DensityPainter painter, double tolerance) {
    List<HeadPoint> inside =
        points.stream().filter(point -> point.isInside(size.width(), size.height())).toList();
    CellGrid grid = CellGrid.ofStride(size.width(), size.height(), STRIDE);
    double sum = painter.paint(inside, size.width(), size.height(), grid).sum();
    if (Math.abs(sum - inside.size()) > tolerance) {
      fault(
          Kind.MAP_SUM,
          String.format(
              Locale.ROOT,
              "the density map of image %s adds up to %.3f but %d points lie inside; painted by %s",
              listed.id(),
              sum,
              inside.size(),
              painter));
    }
  }

  private void report(Kind kind, int count, String what, IntFunction<String> name) {
    if (count > 0) {
      String named =
          IntStream.range(0, Math.min(count, NAMED))
              .mapToObj(name)
              .collect(Collectors.joining("; "));
      String rest = count > NAMED ? "; and " + (count - NAMED) + " more" : "";
      fault(
          kind,
          String.format(
              Locale.ROOT,
              "%d of %d points of image %s %s: %s%s",
              count,
              points.size(),
              listed.id(),
              what,
              named,
              rest));
    }
  }

  private String named(int index) {
    HeadPoint point = points.get(index);
    return String.format(Locale.ROOT, "point %d at (%s, %s)", index + 1, point.x(), point.y());
  }

  private void fault(Kind kind, String reason) {
    faults.accept(new DatasetFault(kind, listed.annotationFile(), reason));
  }
}
