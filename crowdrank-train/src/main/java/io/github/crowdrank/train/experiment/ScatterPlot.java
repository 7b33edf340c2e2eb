package io.github.crowdrank.train.experiment;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Estimated against true counts as SVG, a point for each image; a perfect count lies on the line.
 */
final class ScatterPlot {
  private static final int SIDE = 230;
  private static final int LEFT = 44;
  private static final int TOP = 24;

  private ScatterPlot() {}

  /**
   * Draws one plot.
   *
   * @param most the count at the end of both axes, positive
   */
  static String svg(String title, List<ImageCount> images, double most) {
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" role=\"img\">",
        LEFT + SIDE + 26,
        TOP + SIDE + 34);
    add(svg, "<text x=\"%d\" y=\"14\" class=\"title\">%s</text>", LEFT, Html.escape(title));
    add(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"frame\"/>",
        LEFT,
        TOP,
        SIDE,
        SIDE);
    add(
        svg,
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" class=\"equal\"/>",
        LEFT,
        TOP + SIDE,
        LEFT + SIDE,
        TOP);
    for (ImageCount image : images) {
      add(
          svg,
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s: %d true, %.1f estimated</title></circle>",
          LEFT + SIDE * image.truth() / most,
          TOP + SIDE * (1 - Math.max(0, image.estimate()) / most),
          Html.escape(image.id()),
          image.truth(),
          image.estimate());
    }
    for (int tick = 0; tick <= 2; tick++) {
      double value = most * tick / 2;
      double along = SIDE * tick / 2.0;
      add(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>",
          LEFT + along,
          TOP + SIDE + 14,
          value);
      add(
          svg,
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>",
          LEFT - 4,
          TOP + SIDE - along + 4,
          value);
    }
    add(
        svg,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">true count</text>",
        LEFT + SIDE / 2,
        TOP + SIDE + 28);
    add(
        svg,
        "<text transform=\"translate(11 %d) rotate(-90)\" text-anchor=\"middle\">estimate</text>",
        TOP + SIDE / 2);
    return svg.append("</svg>\n").toString();
  }

  /** The largest count of a set of images, at least 1. */
  static double most(Stream<ImageCount> images) {
    return images
        .flatMapToDouble(image -> DoubleStream.of(image.truth(), image.estimate()))
        .reduce(1, Math::max);
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
