package io.github.crowdrank.train.chart;

import io.github.crowdrank.io.CsvTable;
import io.github.crowdrank.io.InputFile;
import io.github.crowdrank.train.chart.LogRow.Progress;
import io.github.crowdrank.train.chart.LogRow.Validation;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Rows of a training as comma-separated values; a figure that a row does not have is empty. */
final class LogFile {
  private static final String[] COLUMNS = {
    "kind",
    "step",
    "loss",
    "counting_loss",
    "ranking_loss",
    "violated",
    "gradient",
    "learning_rate",
    "mae",
    "mse",
    "bias"
  };

  private LogFile() {}

  static void write(List<LogRow> rows, Path file) throws IOException {
    CsvTable table = new CsvTable(COLUMNS);
    rows.forEach(row -> table.add(fields(row)));
    table.write(file);
  }

  static List<LogRow> read(Path file) throws IOException {
    List<String> lines = lines(file);
    String header = String.join(",", COLUMNS);
    if (lines.isEmpty() || !lines.get(0).equals(header)) {
      throw new IOException(
          "%s: a log of a training begins with %s but this with %s"
              .formatted(file, header, lines.isEmpty() ? "nothing" : lines.get(0)));
    }
    List<LogRow> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      try {
        rows.add(row(List.of(lines.get(i).split(",", -1))));
      } catch (IllegalArgumentException e) {
        throw new IOException("%s, line %d: %s".formatted(file, i + 1, e.getMessage()), e);
      }
    }
    return rows;
  }

  private static List<String> lines(Path file) throws IOException {
    InputFile.requireNoFolder(file);
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": a log of a training is text in UTF-8 but this is not", e);
    }
  }

  private static String[] fields(LogRow row) {
    String[] fields = new String[COLUMNS.length];
    Arrays.fill(fields, "");
    fields[1] = String.valueOf(row.step());
    if (row instanceof Progress progress) {
      fields[0] = "training";
      fields[2] = text(progress.loss());
      fields[3] = text(progress.countingLoss());
      fields[4] = text(progress.rankingLoss());
      fields[5] = text(progress.violated());
      fields[6] = text(progress.gradientLength());
      fields[7] = text(progress.learningRate());
    } else if (row instanceof Validation validation) {
      fields[0] = "validation";
      fields[5] = text(validation.violated());
      fields[8] = text(validation.mae());
      fields[9] = text(validation.mse());
      fields[10] = text(validation.bias());
    }
    return fields;
  }

  private static LogRow row(List<String> fields) {
    if (fields.size() != COLUMNS.length) {
      throw new IllegalArgumentException(
          "a row has %d fields but this has %d".formatted(COLUMNS.length, fields.size()));
    }
    int step = step(fields.get(1));
    return switch (fields.get(0)) {
      case "training" ->
          new Progress(
              step,
              value(fields, 2),
              value(fields, 3),
              value(fields, 4),
              value(fields, 5),
              value(fields, 6),
              value(fields, 7));
      case "validation" ->
          new Validation(
              step, value(fields, 8), value(fields, 9), value(fields, 10), value(fields, 5));
      default ->
          throw new IllegalArgumentException(
              "a row is of kind training or validation but this of " + fields.get(0));
    };
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6g", value);
  }

  private static double value(List<String> fields, int column) {
    String text = fields.get(column);
    try {
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is a number or empty but was \"%s\"".formatted(COLUMNS[column], text), e);
    }
  }

  private static int step(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("step is a whole number but was \"" + text + "\"", e);
    }
  }
}
