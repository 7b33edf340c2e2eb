package io.github.crowdrank.data.annotation;

/**
 * How a file of separated values is laid out.
 *
 * @param separator what stands between two values
 * @param header whether the first line names the columns
 */
public record CsvLayout(Separator separator, Header header) {
  /** What stands between two values. */
  public enum Separator {
    /** The first of tab, semicolon, comma and space that occurs in the first line. */
    AUTO(""),
    /** {@code 1.5,2.5} */
    COMMA(","),
    /** {@code 1.5;2.5} */
    SEMICOLON(";"),
    /** A tab. */
    TAB("\t"),
    /** One space or more. */
    SPACE(" ");

    private final String text;

    Separator(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** Whether the first line names the columns. */
  public enum Header {
    /** If it holds a word and no number. */
    AUTO,
    /** It does. */
    PRESENT,
    /** It is the first point. */
    ABSENT
  }

  /** Separator and header as the first line looks. */
  public static CsvLayout auto() {
    return new CsvLayout(Separator.AUTO, Header.AUTO);
  }
}
