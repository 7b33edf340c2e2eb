package io.github.crowdrank;

import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountInterval;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a counter says of a picture, and of other views of it in which there are as many people: its
 * mirror image, the picture at 3/4 and 1/2 of its size, and the picture with its middle of 3/4 and
 * 1/2 of its sides counted by itself. Where the views disagree, so may the truth.
 *
 * @param estimate of the picture as it is
 * @param views counts of the other views, in that order
 */
public record CountSpread(CrowdEstimate estimate, List<Double> views) {
  private static final List<Double> SHARES = List.of(0.75, 0.5);

  /** Copies the list. */
  public CountSpread {
    views = List.copyOf(views);
  }

  /**
   * Counts an upright picture and its views, which takes about three and a half times as long as
   * the picture alone.
   *
   * @throws IllegalArgumentException if the network cannot take one of the views
   * @throws io.github.crowdrank.engine.EngineException if the engine cannot get the memory it needs
   * @throws IllegalStateException if the counter is closed
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static CountSpread of(CrowdCounter counter, RgbImage image) {
    return of(counter, counter.estimate(image), image);
  }

  /**
   * As {@link #of(CrowdCounter, RgbImage)}, of a picture that was counted already.
   *
   * @param estimate the counter's, of this picture
   */
  public static CountSpread of(CrowdCounter counter, CrowdEstimate estimate, RgbImage image) {
    List<Double> views = new ArrayList<>();
    views.add(counter.estimate(image.flipHorizontally()).count());
    for (double share : SHARES) {
      int width = reduced(image.width(), share);
      int height = reduced(image.height(), share);
      Region all = Region.ofImage(image.width(), image.height());
      views.add(counter.estimate(image.resample(all, width, height)).count());
    }
    for (double share : SHARES) {
      views.add(withMiddleByItself(counter, image, estimate, share));
    }
    return new CountSpread(estimate, views);
  }

  private static int reduced(int side, double share) {
    return (int) Math.max(1, Math.round(share * side));
  }

  /** The middle is whole cells, so that it is known how many people the picture has there. */
  private static double withMiddleByItself(
      CrowdCounter counter, RgbImage image, CrowdEstimate estimate, double share) {
    int stride = estimate.stride();
    DensityMap density = estimate.density();
    Span across = Span.middle(image.width(), density.width(), stride, share);
    Span down = Span.middle(image.height(), density.height(), stride, share);
    Region region =
        new Region(
            across.start * stride,
            down.start * stride,
            across.pixels(image.width(), stride),
            down.pixels(image.height(), stride));
    RgbImage middle = image.resample(region, (int) region.width(), (int) region.height());
    DensityMap there = density.crop(across.start, down.start, across.cells, down.cells);
    return estimate.count() - there.sum() + counter.estimate(middle).count();
  }

  /** Cells along one side of a picture. */
  private record Span(int start, int cells) {
    /** The map has fewer cells than the picture where the network's layers shrink it. */
    static Span middle(int pixels, int mapCells, int stride, double share) {
      int whole = Math.max(1, Math.min(mapCells, pixels / stride));
      int cells = reduced(whole, share);
      return new Span((whole - cells) / 2, cells);
    }

    /** Less than the cells where a picture does not fill its only one. */
    int pixels(int most, int stride) {
      return Math.min(most, cells * stride);
    }
  }

  /** Root mean square of the differences between the views and the count, in persons. */
  public double deviation() {
    double squares = 0;
    for (double view : views) {
      squares += (view - estimate.count()) * (view - estimate.count());
    }
    return Math.sqrt(squares / views.size());
  }

  /**
   * The interval of the count.
   *
   * @param calibration of the counter's model
   * @param confidence more than 0 and less than 1, such as 0.9
   * @throws IllegalArgumentException as {@link Calibration#interval}
   */
  public CountInterval interval(Calibration calibration, double confidence) {
    return calibration.interval(estimate.count(), deviation(), confidence);
  }
}
