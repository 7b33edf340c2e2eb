package io.github.crowdrank.train.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a published table, all on official test images.
 *
 * @param figures in the order of their publication
 */
public record PublishedTable(List<Figure> figures) {
  private static final String RESOURCE = "published.txt";

  /** Copies the list. */
  public PublishedTable {
    figures = List.copyOf(figures);
  }

  /**
   * The errors of one method on one set of images.
   *
   * @param method as a row of our table is called, where it is the same
   * @param column of our table; empty if it has only one
   * @param mae mean absolute error in persons
   * @param mse root of the mean squared error in persons; null if it was not published
   * @param foldMaes the MAE of each fold; empty where it was not published
   * @param source where it stands
   */
  public record Figure(
      String method,
      String column,
      double mae,
      @Nullable Double mse,
      List<Double> foldMaes,
      String source) {
    /** Copies the list. */
    public Figure {
      foldMaes = List.copyOf(foldMaes);
    }
  }

  /** The figure of a method, if it was published. */
  public Optional<Figure> figure(String method, String column) {
    return figures.stream()
        .filter(figure -> figure.method().equals(method) && figure.column().equals(column))
        .findFirst();
  }

  /** The table kept under a name in this library. */
  static PublishedTable named(String table) {
    try (InputStream stream = PublishedTable.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new PublishedTable(
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\\|", -1))
              .filter(fields -> fields[0].strip().equals(table))
              .map(PublishedTable::figure)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Figure figure(String[] line) {
    String[] fields = Arrays.stream(line).map(String::strip).toArray(String[]::new);
    return new Figure(
        fields[1],
        fields[2],
        Double.parseDouble(fields[3]),
        fields[4].isEmpty() ? null : Double.valueOf(fields[4]),
        Arrays.stream(fields[5].split(" ", -1))
            .filter(fold -> !fold.isEmpty())
            .map(Double::valueOf)
            .toList(),
        fields[6]);
  }
}
