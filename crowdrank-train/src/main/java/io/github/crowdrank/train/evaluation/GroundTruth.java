package io.github.crowdrank.train.evaluation;

import io.github.crowdrank.density.BorderHandling;
import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.density.HeadPoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the true density map is painted. Some evaluations take its sum for the true count, which is
 * less than the number of heads where a painter loses some.
 *
 * @param painter paints the heads
 * @param onePerPixel whether heads that share a pixel count as one in its middle, as they do where
 *     dots are drawn into a mask before they are blurred
 */
public record GroundTruth(DensityPainter painter, boolean onePerPixel) {
  /** Every head weighs 1, with a standard deviation of 15 pixels: the sum is their number. */
  public static GroundTruth paper() {
    return new GroundTruth(DensityPainter.paper(), false);
  }

  /**
   * What the tool does that the paper's authors name: a mask of dots, one for each pixel, blurred
   * by 15 pixels with mirrored borders.
   */
  public static GroundTruth authors() {
    return new GroundTruth(DensityPainter.builder().border(BorderHandling.REFLECTED).build(), true);
  }

  /** The true map of an image on a grid. */
  DensityMap map(List<HeadPoint> heads, int width, int height, CellGrid grid) {
    return painter.paint(onePerPixel ? dots(heads) : heads, width, height, grid);
  }

  private static List<HeadPoint> dots(List<HeadPoint> heads) {
    Set<HeadPoint> seen = new HashSet<>();
    List<HeadPoint> dots = new ArrayList<>();
    for (HeadPoint head : heads) {
      HeadPoint dot = new HeadPoint(Math.floor(head.x()) + 0.5, Math.floor(head.y()) + 0.5);
      if (seen.add(dot)) {
        dots.add(dot);
      }
    }
    return dots;
  }
}
