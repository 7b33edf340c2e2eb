package io.github.crowdrank.data.check;

import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.density.HeadPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What only the coordinates of a whole split can tell: whether they are counted from 1, and whether
 * x and y are exchanged where single images do not show it. Images that are about as wide as high
 * tell nothing of the latter.
 */
final class ConventionCheck {
  private static final int FEWEST_IMAGES = 3;

  private final List<DatasetFault> faults = new ArrayList<>();
  private int images;
  private int exchanged;
  private int asAnnotated;
  private boolean wholeNumbers = true;
  private double least = Double.POSITIVE_INFINITY;
  private boolean beyondFarEdge;
  private int onFarEdge;

  private ConventionCheck() {}

  /** The faults of a split as a whole. */
  static List<DatasetFault> of(SplitFindings split) {
    ConventionCheck check = new ConventionCheck();
    for (ImageCheck.Findings findings : split.images()) {
      List<HeadPoint> points = findings.listed().annotation().points();
      Optional<ImageSize> size = findings.image().size();
      if (!points.isEmpty() && size.isPresent()) {
        check.add(points, size.get());
      }
    }
    if (check.images > 0) {
      check.report(place(split.images()));
    }
    return check.faults;
  }

  private void add(List<HeadPoint> points, ImageSize size) {
    images++;
    Placement placement = Placement.of(points, size);
    exchanged += placement.isExchanged() ? 1 : 0;
    asAnnotated += placement.fitsOnlyAsAnnotated() ? 1 : 0;
    for (HeadPoint point : points) {
      add(point.x(), size.width());
      add(point.y(), size.height());
    }
  }

  private void add(double coordinate, int side) {
    wholeNumbers &= coordinate == Math.rint(coordinate);
    least = Math.min(least, coordinate);
    beyondFarEdge |= coordinate > side;
    onFarEdge += coordinate == side ? 1 : 0;
  }

  private void report(Path place) {
    if (wholeNumbers && least == 1 && onFarEdge > 0 && !beyondFarEdge) {
      faults.add(
          new DatasetFault(
              Kind.ONE_BASED_COORDINATES,
              place,
              String.format(
                  Locale.ROOT,
                  "all coordinates are whole numbers from 1 to the width or height, which %d of them"
                      + " equal, and none is 0: probably counted from 1 as MATLAB does; see"
                      + " CoordinateOrigin.MATLAB",
                  onFarEdge)));
    }
    int silent = images - exchanged - asAnnotated;
    if (exchanged >= FEWEST_IMAGES && asAnnotated == 0 && silent > 0) {
      faults.add(
          new DatasetFault(
              Kind.SWAPPED_COORDINATES,
              place,
              String.format(
                  Locale.ROOT,
                  "the points of %d images fit only with x and y exchanged and those of none only as"
                      + " they stand, so those of the other %d are probably exchanged as well",
                  exchanged,
                  silent)));
    }
  }

  /** The file that annotates all images, or the folder of the first one's. */
  private static Path place(List<ImageCheck.Findings> images) {
    Path first = images.get(0).listed().annotationFile();
    boolean shared =
        images.stream().allMatch(findings -> findings.listed().annotationFile().equals(first));
    Path folder = first.getParent();
    return shared || folder == null ? first : folder;
  }
}
