package io.github.crowdrank.data.annotation;

import io.github.crowdrank.data.annotation.CsvLayout.Separator;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a file of separated values that are not blank, one at a time. */
final class CsvLines implements Closeable {
  private static final int LONGEST_LINE = 10_000;

  private final BufferedReader text;
  private Separator separator;
  private int number;
  private String line = "";

  private CsvLines(BufferedReader text, Separator separator) {
    this.text = text;
    this.separator = separator;
  }

  static CsvLines open(Path file, Separator separator) throws IOException {
    return new CsvLines(
        new BufferedReader(AnnotationText.open(file, AnnotationText.MOST_BYTES_OF_MANY)),
        separator);
  }

  /** Goes to the next line, if there is one. */
  boolean next() throws IOException {
    do {
      StringBuilder read = new StringBuilder();
      int c = text.read();
      if (c < 0) {
        return false;
      }
      number++;
      for (; c >= 0 && c != '\n' && c != '\r'; c = text.read()) {
        read.append((char) c);
        if (read.length() > LONGEST_LINE) {
          line = read.toString();
          throw wrong("should have at most " + LONGEST_LINE + " characters");
        }
      }
      if (c == '\r') {
        text.mark(1);
        if (text.read() != '\n') {
          text.reset();
        }
      }
      line = read.toString();
    } while (line.isBlank());
    if (separator == Separator.AUTO) {
      separator = detected();
    }
    return true;
  }

  private Separator detected() {
    for (Separator candidate : List.of(Separator.TAB, Separator.SEMICOLON, Separator.COMMA)) {
      if (line.contains(candidate.text())) {
        return candidate;
      }
    }
    return line.strip().contains(" ") ? Separator.SPACE : Separator.COMMA;
  }

  /** The values of the line without the quotation marks and the space around them. */
  List<String> fields() throws IOException {
    String rest = separator == Separator.SPACE ? line.strip().replaceAll("\\s+", " ") : line;
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        // Two of them within a quoted value are one of the value's own.
        if (quoted && i > 0 && rest.charAt(i - 1) == '"') {
          field.append(c);
        }
      } else if (!quoted && c == separator.text().charAt(0)) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw wrong("has a quotation mark that nothing closes");
    }
    fields.add(field.toString().strip());
    return fields;
  }

  /** An error about the line here. */
  IOException wrong(String but) {
    return new IOException(where() + " is \"" + Numbers.shown(line) + "\" but " + but);
  }

  String where() {
    return "line " + number;
  }

  /** What stands between x and y, as it can be shown. */
  String shownSeparator() {
    return separator == Separator.TAB ? "<tab>" : separator.text();
  }

  boolean hasComma() {
    return line.indexOf(',') >= 0;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
