package io.github.crowdrank.hardening;

import io.github.crowdrank.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Makes {@code report.md} of the rows of a folder. */
final class HardeningReport {
  private static final String HEADER =
      """
      # Hardening

      %d parts: %d met, %d missed, %d not finished.

      | part | cases | outcome | worst case | allowed | verdict | took | date | machine |
      |---|---|---|---|---|---|---|---|---|
      """;

  private HardeningReport() {}

  static void write(Path folder) throws IOException {
    List<HardeningRow> rows = HardeningRow.readAll(folder);
    AtomicFile.write(folder.resolve("report.md"), markdown(rows).getBytes(StandardCharsets.UTF_8));
  }

  static String markdown(List<HardeningRow> rows) {
    long met = rows.stream().filter(HardeningRow::isMet).count();
    long notFinished =
        rows.stream().filter(row -> row.verdict().equals(HardeningRow.NOT_FINISHED)).count();
    String table =
        rows.stream()
            .map(row -> "| " + String.join(" | ", escaped(row.fields())) + " |\n")
            .collect(Collectors.joining());
    return HEADER.formatted(rows.size(), met, rows.size() - met - notFinished, notFinished) + table;
  }

  private static List<String> escaped(List<String> fields) {
    return fields.stream().map(field -> field.replace("|", "\\|")).toList();
  }
}
