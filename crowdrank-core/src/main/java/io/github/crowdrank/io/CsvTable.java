package io.github.crowdrank.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of text as comma-separated values (RFC 4180, lines end in a line feed). Not safe for use by
 * many threads.
 */
public final class CsvTable {
  private final StringBuilder text = new StringBuilder();

  /** A table of one row, which names the columns. */
  public CsvTable(String... header) {
    add(header);
  }

  /** Adds a row; a field that holds a comma, a quote or a line break is put in quotes. */
  public void add(String... fields) {
    text.append(List.of(fields).stream().map(CsvTable::quoted).collect(Collectors.joining(",")))
        .append('\n');
  }

  private static String quoted(String field) {
    return field.matches("[^,\"\\r\\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  /** The table, header and all. */
  @Override
  public String toString() {
    return text.toString();
  }

  /**
   * Writes the table in UTF-8, whole or not at all.
   *
   * @throws IOException if it cannot be written; the file is then as it was
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
