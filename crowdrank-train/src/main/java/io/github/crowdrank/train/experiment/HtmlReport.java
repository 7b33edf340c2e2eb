package io.github.crowdrank.train.experiment;

import io.github.crowdrank.train.chart.CountScatter;
import io.github.crowdrank.train.experiment.RunResult.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A result as one HTML file that needs nothing else: the table, a scatter plot for each row and
 * column, and pictures as in Figure 5, the worst first.
 */
final class HtmlReport {
  private static final int PICTURES = 4;
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #222; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { padding: .25rem .6rem; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }
      th { border-bottom: 2px solid #888; vertical-align: bottom; white-space: normal; }
      th:first-child, td:first-child { text-align: left; }
      .others td { color: #666; } .published { background: #f5f5f5; }
      .plots { display: flex; flex-wrap: wrap; gap: 1rem; }
      figure { margin: 1rem 0; } figure img { max-width: 100%; } figcaption { font-size: .9rem; }
      """;

  private HtmlReport() {}

  static String text(ExperimentResult result) throws IOException {
    ReportTable table = ReportTable.of(result);
    String title = Html.escape(result.experiment().title());
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    html.append("<title>").append(title).append("</title>\n<style>\n").append(STYLE);
    html.append("</style>\n</head>\n<body>\n<h1>").append(title).append("</h1>\n");
    list(html, table.caption());
    table(html, table);
    if (!table.conclusions().isEmpty()) {
      html.append("<h2>Differences on the same images</h2>\n");
      list(html, table.conclusions());
    }
    plots(html, result);
    pictures(html, result);
    return html.append("</body>\n</html>\n").toString();
  }

  private static void list(StringBuilder html, List<String> sentences) {
    html.append("<ul>\n");
    sentences.forEach(
        sentence -> html.append("<li>").append(Html.escape(sentence)).append("</li>\n"));
    html.append("</ul>\n");
  }

  private static void table(StringBuilder html, ReportTable table) {
    html.append("<div class=\"scroll\"><table>\n<tr>");
    for (String header : table.headers()) {
      cell(html, "th", header, header);
    }
    html.append("</tr>\n");
    for (ReportTable.Line line : table.lines()) {
      html.append(line.ours() ? "<tr>" : "<tr class=\"others\">");
      for (int i = 0; i < line.cells().size(); i++) {
        cell(html, "td", table.headers().get(i), line.cells().get(i));
      }
      html.append("</tr>\n");
    }
    html.append("</table></div>\n");
  }

  private static void cell(StringBuilder html, String tag, String header, String text) {
    html.append('<').append(tag);
    if (header.contains("published")) {
      html.append(" class=\"published\"");
    }
    html.append('>').append(Html.escape(text)).append("</").append(tag).append('>');
  }

  private static void plots(StringBuilder html, ExperimentResult result) {
    html.append("<h2>True and estimated counts</h2>\n<div class=\"plots\">\n");
    for (String column : result.experiment().columns()) {
      double most =
          CountScatter.largest(
              result.results().stream()
                  .filter(done -> done.run().column().equals(column))
                  .flatMap(done -> done.images().stream())
                  .map(ImageCount::dot)
                  .toList());
      for (String row : result.experiment().rows()) {
        List<CountScatter.Dot> dots =
            result.cell(row, column).stream()
                .flatMap(done -> done.images().stream())
                .map(ImageCount::dot)
                .toList();
        html.append(CountScatter.svg(heading(row, column), dots, most));
      }
    }
    html.append("</div>\n");
  }

  private static void pictures(StringBuilder html, ExperimentResult result) throws IOException {
    html.append("<h2>Image, true density, estimated density; the worst first</h2>\n");
    for (String column : result.experiment().columns()) {
      for (String row : result.experiment().rows()) {
        List<Picture> worstFirst =
            result.cell(row, column).stream()
                .flatMap(done -> done.pictures().stream())
                .sorted(Comparator.comparingDouble(picture -> -Math.abs(picture.image().error())))
                .toList();
        if (worstFirst.isEmpty()) {
          continue;
        }
        html.append("<h3>").append(Html.escape(heading(row, column))).append("</h3>\n");
        int last = worstFirst.size() - 1;
        for (Picture picture : worstFirst.subList(0, Math.min(PICTURES - 1, last))) {
          picture(html, picture);
        }
        picture(html, worstFirst.get(last));
      }
    }
  }

  private static void picture(StringBuilder html, Picture picture) throws IOException {
    ImageCount image = picture.image();
    // Results may be passed on without pictures, which may not.
    boolean isThere = Files.exists(picture.file());
    html.append("<figure>");
    if (isThere) {
      html.append("<img alt=\"\" src=\"data:image/jpeg;base64,")
          .append(Base64.getEncoder().encodeToString(Files.readAllBytes(picture.file())))
          .append("\"/>");
    }
    html.append("<figcaption>")
        .append(
            Html.escape(
                String.format(
                    Locale.ROOT,
                    "%s: %d true, %.0f estimated (%+.0f)%s",
                    image.id(),
                    image.truth(),
                    image.estimate(),
                    image.error(),
                    isThere ? "" : "; its picture is not there")))
        .append("</figcaption></figure>\n");
  }

  private static String heading(String row, String column) {
    return column.isEmpty() ? row : row + ", " + column;
  }
}
