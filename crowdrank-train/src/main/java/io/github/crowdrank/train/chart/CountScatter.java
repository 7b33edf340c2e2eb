package io.github.crowdrank.train.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Estimated against true counts, a dot for each image; a perfect count lies on the dashed line. */
public final class CountScatter {
  private static final int SIDE = 400;
  private static final String COLOR = "#2b7a78";

  private CountScatter() {}

  /**
   * The count of one image.
   *
   * @param image what it is called
   * @param truth true count
   * @param estimate estimated count
   */
  public record Dot(String image, double truth, double estimate) {}

  /** One plot as SVG, its axes from 0 to the largest count. */
  public static String svg(String title, List<Dot> dots) {
    return svg(title, dots, largest(dots));
  }

  /**
   * One plot as SVG.
   *
   * @param end the count at the end of both axes, positive
   */
  public static String svg(String title, List<Dot> dots, double end) {
    Plot plot =
        new Plot(
                title,
                Axis.linear("true count", 0, end),
                Axis.linear("estimated count", 0, end),
                SIDE,
                SIDE)
            .diagonal();
    for (Dot dot : dots) {
      plot.dot(
          dot.truth(),
          dot.estimate(),
          COLOR,
          String.format(
              Locale.ROOT,
              "%s: %.0f true, %.1f estimated",
              dot.image(),
              dot.truth(),
              dot.estimate()));
    }
    return plot.svg();
  }

  /** The largest count of a set of images, at least 1. */
  public static double largest(List<Dot> dots) {
    return dots.stream()
        .flatMapToDouble(dot -> DoubleStream.of(dot.truth(), dot.estimate()))
        .reduce(1, Math::max);
  }
}
