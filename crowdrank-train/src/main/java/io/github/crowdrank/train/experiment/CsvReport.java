package io.github.crowdrank.train.experiment;

import io.github.crowdrank.io.CsvTable;
import io.github.crowdrank.metric.Interval;
import io.github.crowdrank.train.experiment.PublishedTable.Figure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A result as CSV for further work: one line for each method and column. */
final class CsvReport {
  private static final String[] HEADER = {
    "method",
    "column",
    "images",
    "seeds",
    "mae",
    "mae_deviation",
    "mae_low",
    "mae_high",
    "mse",
    "mse_deviation",
    "mse_mean_of_folds",
    "fold_maes",
    "published_mae",
    "published_mse",
    "published_in"
  };

  private CsvReport() {}

  static String text(ExperimentResult result) {
    Experiment experiment = result.experiment();
    CsvTable table = new CsvTable(HEADER);
    Set<String> methods = new LinkedHashSet<>(experiment.rows());
    experiment.published().figures().forEach(figure -> methods.add(figure.method()));
    for (String column : experiment.columns()) {
      result
          .meanCount(column)
          .ifPresent(score -> add(table, ReportTable.MEAN_COUNT, column, 1, score, null));
      for (String method : methods) {
        add(
            table,
            method,
            column,
            experiment.setup().seeds().size(),
            result.score(method, column).orElse(null),
            experiment.published().figure(method, column).orElse(null));
      }
    }
    return table.toString();
  }

  private static void add(
      CsvTable table,
      String method,
      String column,
      int seeds,
      @Nullable Score score,
      @Nullable Figure figure) {
    List<String> fields = new ArrayList<>(List.of(method, column));
    if (score == null) {
      fields.addAll(Collections.nCopies(10, ""));
    } else {
      fields.add(Integer.toString(score.images()));
      fields.add(Integer.toString(seeds));
      fields.add(exact(score.mae().mean()));
      fields.add(exact(score.mae().deviation()));
      fields.add(score.interval().map(Interval::low).map(CsvReport::exact).orElse(""));
      fields.add(score.interval().map(Interval::high).map(CsvReport::exact).orElse(""));
      fields.add(exact(score.mse().mean()));
      fields.add(exact(score.mse().deviation()));
      fields.add(exact(score.meanOfFolds().mean()));
      fields.add(
          score.foldMaes().stream()
              .map(fold -> exact(fold.mean()))
              .collect(Collectors.joining(" ")));
    }
    fields.add(figure == null ? "" : Double.toString(figure.mae()));
    fields.add(figure == null || figure.mse() == null ? "" : figure.mse().toString());
    fields.add(figure == null ? "" : figure.source());
    table.add(fields.toArray(String[]::new));
  }

  private static String exact(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
