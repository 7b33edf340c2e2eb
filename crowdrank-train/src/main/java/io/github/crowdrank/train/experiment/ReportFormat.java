package io.github.crowdrank.train.experiment;

import io.github.crowdrank.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** The forms in which a result is written: our table beside the published one. */
public enum ReportFormat {
  /** Title, caption, table and conclusions. */
  MARKDOWN(".md") {
    @Override
    public String text(ExperimentResult result) {
      return MarkdownReport.text(result);
    }
  },
  /** One line for each method and column, with all digits. */
  CSV(".csv") {
    @Override
    public String text(ExperimentResult result) {
      return CsvReport.text(result);
    }
  },
  /**
   * The table, scatter plots and, small and within the file, pictures of the images that were
   * counted worst: it may go where these images may go.
   */
  HTML(".html") {
    @Override
    public String text(ExperimentResult result) throws IOException {
      return HtmlReport.text(result);
    }
  };

  private final String extension;

  ReportFormat(String extension) {
    this.extension = extension;
  }

  /** What names of such files end in, dot included. */
  public String extension() {
    return extension;
  }

  /**
   * The form that a file's name asks for.
   *
   * @throws IllegalArgumentException if its end is none of them
   */
  public static ReportFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> name.endsWith(format.extension))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a report ends in .md, .csv or .html but was to be " + file));
  }

  /**
   * The report.
   *
   * @throws IOException if a picture cannot be read
   */
  public abstract String text(ExperimentResult result) throws IOException;

  /**
   * Writes the report, whole or not at all.
   *
   * @throws IOException if a picture cannot be read or the file not written
   */
  public void write(ExperimentResult result, Path file) throws IOException {
    AtomicFile.write(file, text(result).getBytes(StandardCharsets.UTF_8));
  }
}
