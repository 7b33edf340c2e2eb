package io.github.crowdrank.data.check;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A histogram of heads per image as SVG, the splits stacked. */
final class HistogramChart {
  private static final int LEFT = 60;
  private static final int TOP = 80;
  private static final int PLOT_HEIGHT = 300;
  private static final int BAR = 34;
  private static final int BOTTOM = 105;
  private static final int LEAST_WIDTH = 620;
  private static final int TICKS = 5;
  private static final List<String> COLORS =
      List.of("#2b7a78", "#d9822b", "#5b5ea6", "#9b2335", "#88b04b", "#6b5b95");

  private final DatasetReport report;
  private final List<CountHistogram.Bin> bins;
  private final int plotWidth;
  private final StringBuilder svg = new StringBuilder();

  private HistogramChart(DatasetReport report) {
    this.report = report;
    this.bins = report.histogram().bins();
    this.plotWidth = Math.max(LEAST_WIDTH - LEFT - 20, BAR * bins.size());
  }

  static String svg(DatasetReport report) {
    return new HistogramChart(report).draw();
  }

  private String draw() {
    int legend = report.splits().size() > 1 ? 20 * report.splits().size() : 0;
    int width = LEFT + plotWidth + 20;
    int height = TOP + PLOT_HEIGHT + BOTTOM + legend;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        width, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
    add("<text x=\"20\" y=\"26\" font-size=\"16\">%s</text>", escaped(report.name()));
    CheckedSplit all = report.together();
    add(
        "<text x=\"20\" y=\"46\">%,d images, %,d heads</text>",
        all.images().size(), all.heads().getSum());
    int most = axis(bins.stream().mapToInt(CountHistogram.Bin::total).max().orElse(0));
    for (int i = 0; i < bins.size(); i++) {
      bar(bins.get(i), i, most);
    }
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">heads in an image</text>",
        LEFT + plotWidth / 2, TOP + PLOT_HEIGHT + 90);
    if (legend > 0) {
      legend();
    }
    return svg.append("</svg>\n").toString();
  }

  /** Lines of the axis of images, and the number at its top. */
  private int axis(int highest) {
    int step = step(Math.max(1, highest));
    int most = (Math.max(1, highest) + step - 1) / step * step;
    for (int value = 0; value <= most; value += step) {
      double y = TOP + PLOT_HEIGHT * (1 - value / (double) most);
      add(
          "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"1\" fill=\"%s\"/>",
          LEFT, y, plotWidth, value == 0 ? "#000000" : "#dddddd");
      add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,d</text>", LEFT - 8, y + 4, value);
    }
    add("<text x=\"20\" y=\"%d\">images</text>", TOP - 12);
    return most;
  }

  /** 1, 2 or 5 times a power of ten, so that there are at most five lines. */
  private static int step(int highest) {
    int power = 1;
    while (true) {
      for (int factor : new int[] {1, 2, 5}) {
        if ((long) factor * power * TICKS >= highest) {
          return factor * power;
        }
      }
      power *= 10;
    }
  }

  private void bar(CountHistogram.Bin bin, int index, int most) {
    double width = plotWidth / (double) bins.size();
    double x = LEFT + index * width;
    double y = TOP + PLOT_HEIGHT;
    for (int split = 0; split < bin.images().size(); split++) {
      double height = PLOT_HEIGHT * bin.images().get(split) / (double) most;
      y -= height;
      add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
          x + 2, y, width - 4, height, color(split));
    }
    double middle = x + width / 2;
    if (bin.total() > 0) {
      add(
          "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%,d</text>",
          middle, y - 4, bin.total());
    }
    int below = TOP + PLOT_HEIGHT + 14;
    add(
        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"end\" transform=\"rotate(-50 %.1f %d)\">%s</text>",
        middle + 4, below, middle + 4, below, bin.label());
  }

  private void legend() {
    IntStream.range(0, report.splits().size())
        .forEach(
            i -> {
              int y = TOP + PLOT_HEIGHT + BOTTOM + 20 * i - 4;
              CheckedSplit split = report.splits().get(i);
              add("<rect x=\"20\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>", y, color(i));
              add(
                  "<text x=\"40\" y=\"%d\">%s: %,d images, %,d heads</text>",
                  y + 11, escaped(split.name()), split.images().size(), split.heads().getSum());
            });
  }

  private static String color(int split) {
    return COLORS.get(split % COLORS.size());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
