package io.github.crowdrank.train.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Points and lines between two axes, as SVG with its own colours and sizes. */
final class Plot {
  private static final int LEFT = 58;
  private static final int RIGHT = 16;
  private static final int TOP = 28;
  private static final int BOTTOM = 40;

  /** Smaller figures have an exponent. */
  private static final double LEAST_PLAIN = 1e-4;

  private final Axis across;
  private final Axis up;
  private final int width;
  private final int height;
  private final StringBuilder svg = new StringBuilder();

  /**
   * An empty plot.
   *
   * @param width between the axes' ends in pixels
   * @param height likewise
   */
  Plot(String title, Axis across, Axis up, int width, int height) {
    this.across = across;
    this.up = up;
    this.width = width;
    this.height = height;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" role=\"img\""
            + " font-family=\"sans-serif\" font-size=\"11\">",
        totalWidth(), totalHeight());
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", totalWidth(), totalHeight());
    add(
        "<text x=\"%d\" y=\"17\" font-size=\"12\" font-weight=\"bold\">%s</text>",
        LEFT, escaped(title));
    axes();
  }

  private void axes() {
    for (double tick : up.ticks()) {
      double y = y(tick);
      add("<path d=\"M%d %.1fh%d\" stroke=\"#e2e2e2\"/>", LEFT, y, width);
      add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 5, y + 4, plain(tick));
    }
    for (double tick : across.ticks()) {
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          x(tick), TOP + height + 15, plain(tick));
    }
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999999\"/>",
        LEFT, TOP, width, height);
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        LEFT + width / 2, TOP + height + 32, escaped(across.label()));
    add(
        "<text transform=\"translate(12 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
        TOP + height / 2, escaped(up.label()));
  }

  /** A dashed line from corner to corner. */
  Plot diagonal() {
    add(
        "<path d=\"M%d %dl%d %d\" stroke=\"#999999\" stroke-dasharray=\"4 3\"/>",
        LEFT, TOP + height, width, -height);
    return this;
  }

  /** A dot with a text that shows when it is pointed at. */
  Plot dot(double acrossValue, double upValue, String color, String text) {
    add(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\" fill-opacity=\"0.6\"><title>%s</title></circle>",
        x(acrossValue), y(upValue), color, escaped(text));
    return this;
  }

  /** A line through points, each its values across and up. */
  Plot line(List<double[]> points, String color) {
    StringBuilder path = new StringBuilder();
    for (double[] point : points) {
      path.append(
          String.format(
              Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x(point[0]), y(point[1])));
    }
    add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>", path, color);
    return this;
  }

  String svg() {
    return svg + "</svg>\n";
  }

  private int totalWidth() {
    return LEFT + width + RIGHT;
  }

  private int totalHeight() {
    return TOP + height + BOTTOM;
  }

  /** Plots in one picture, each below the one before. */
  static String below(List<Plot> plots) {
    StringBuilder all = new StringBuilder();
    int top = 0;
    for (Plot plot : plots) {
      all.append(plot.svg().replaceFirst("<svg ", "<svg y=\"" + top + "\" "));
      top += plot.totalHeight();
    }
    int width = plots.stream().mapToInt(Plot::totalWidth).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\">\n%s</svg>\n",
        width,
        top,
        all);
  }

  private double x(double value) {
    return LEFT + width * across.position(value);
  }

  private double y(double value) {
    return TOP + height * (1 - up.position(value));
  }

  /** 2500, 0.02, 5e-7: no more digits than there are. */
  private static String plain(double value) {
    if (value != 0 && Math.abs(value) < LEAST_PLAIN) {
      BigDecimal decimal = new BigDecimal(value, new MathContext(3)).stripTrailingZeros();
      int exponent = decimal.precision() - decimal.scale() - 1;
      return decimal.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
    String text = String.format(Locale.ROOT, "%.6f", value);
    return text.replaceFirst("\\.?0+$", "");
  }

  /**
   * What is no character of XML, which names of files may hold, becomes a replacement character.
   */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
