package io.github.crowdrank.train.experiment;

import java.util.Collections;
import java.util.List;

/** A result as Markdown: title, caption, our table beside the published one, conclusions. */
final class MarkdownReport {
  private MarkdownReport() {}

  static String text(ExperimentResult result) {
    ReportTable table = ReportTable.of(result);
    StringBuilder text = new StringBuilder("# ").append(result.experiment().title()).append("\n\n");
    text.append(String.join("\n", table.caption())).append("\n\n");
    line(text, table.headers());
    line(text, Collections.nCopies(table.headers().size(), "---"));
    for (ReportTable.Line row : table.lines()) {
      line(text, row.cells());
    }
    if (!table.conclusions().isEmpty()) {
      text.append('\n');
      table.conclusions().forEach(sentence -> text.append("- ").append(sentence).append('\n'));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ")
        .append(String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList()))
        .append(" |\n");
  }
}
