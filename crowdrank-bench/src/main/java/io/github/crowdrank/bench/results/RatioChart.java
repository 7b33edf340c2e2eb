package io.github.crowdrank.bench.results;

import java.util.List;
import java.util.Locale;

/**
 * A bar for each comparison, as SVG: how many times faster. The axis is logarithmic; a line marks
 * equal speed, a tick on the bar the goal.
 */
final class RatioChart {
  private static final int ROW = 22;
  private static final int LABELS = 430;
  private static final int BARS = 420;
  private static final int WIDTH = LABELS + BARS + 70;

  private RatioChart() {}

  static String svg(List<Timing> timings) {
    List<Goal> goals = Goal.all().stream().filter(goal -> goal.ratio(timings).isPresent()).toList();
    double most =
        goals.stream().mapToDouble(goal -> goal.ratio(timings).orElseThrow()).max().orElse(10);
    double decades = Math.log10(Math.max(10, most) * 2);
    int height = ROW * (goals.size() + 2);
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH,
        height);
    add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
    add(
        svg,
        "<text x=\"%d\" y=\"15\">times faster than (logarithmic; black tick: goal)</text>",
        LABELS);
    for (int i = 0; i < goals.size(); i++) {
      Goal goal = goals.get(i);
      double ratio = goal.ratio(timings).orElseThrow();
      int y = ROW * (i + 1);
      double from = Math.min(x(1, decades), x(ratio, decades));
      double length = Math.abs(x(ratio, decades) - x(1, decades));
      boolean fallsShort = ratio < 1 || !goal.reached(timings).orElse(true);
      add(
          svg,
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s / %s</text>",
          LABELS - 6,
          y + 15,
          goal.work(),
          goal.against());
      add(
          svg,
          "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
          from,
          y + 3,
          length,
          ROW - 6,
          fallsShort ? "#d9822b" : "#2b7a78");
      add(
          svg,
          "<text x=\"%.1f\" y=\"%d\">%s</text>",
          from + length + 5,
          y + 15,
          MarkdownReport.number(ratio));
      if (goal.factor() > 0) {
        add(
            svg,
            "<rect x=\"%.1f\" y=\"%d\" width=\"2\" height=\"%d\" fill=\"#000000\"/>",
            x(goal.factor(), decades) - 1,
            y + 1,
            ROW - 2);
      }
    }
    add(
        svg,
        "<rect x=\"%.1f\" y=\"%d\" width=\"1\" height=\"%d\" fill=\"#888888\"/>",
        x(1, decades),
        ROW,
        ROW * goals.size());
    return svg.append("</svg>\n").toString();
  }

  /** Where a ratio lies; the axis begins at one half. */
  private static double x(double ratio, double decades) {
    return LABELS + BARS * Math.max(0, Math.log10(ratio * 2)) / decades;
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
