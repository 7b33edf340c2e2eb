package io.github.crowdrank.train.experiment;

import io.github.crowdrank.metric.Interval;
import io.github.crowdrank.metric.PairedComparison;
import io.github.crowdrank.metric.RankingAccuracy;
import io.github.crowdrank.train.experiment.PublishedTable.Figure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as text: ours beside the published one.
 *
 * @param caption sentences that say what the figures are figures of
 * @param headers of the cells
 * @param lines one for each method
 * @param conclusions one sentence for each difference that the experiment is about
 */
record ReportTable(
    List<String> caption, List<String> headers, List<Line> lines, List<String> conclusions) {
  static final String MEAN_COUNT = "always the mean count";
  private static final String NOTHING = "";

  /** A method and its figures; {@code ours} are what was run here. */
  record Line(boolean ours, List<String> cells) {}

  static ReportTable of(ExperimentResult result) {
    return new Maker(result).make();
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Collects the columns of one result. */
  private static final class Maker {
    private final ExperimentResult result;
    private final Experiment experiment;
    private final List<String> headers = new ArrayList<>();
    private final boolean manySeeds;

    Maker(ExperimentResult result) {
      this.result = result;
      this.experiment = result.experiment();
      this.manySeeds = experiment.setup().seeds().size() > 1;
    }

    ReportTable make() {
      headers.add("method");
      experiment.columns().forEach(this::addHeaders);
      List<Line> lines = new ArrayList<>();
      lines.add(line(true, MEAN_COUNT, result::meanCount));
      for (String row : experiment.rows()) {
        lines.add(line(true, row, column -> result.score(row, column)));
      }
      experiment.published().figures().stream()
          .filter(figure -> experiment.columns().contains(figure.column()))
          .map(Figure::method)
          .distinct()
          .filter(method -> !experiment.rows().contains(method))
          .forEach(method -> lines.add(line(false, method, column -> Optional.empty())));
      return new ReportTable(ReportCaption.of(result), headers, lines, conclusions());
    }

    private List<String> folds(String column) {
      List<String> folds =
          experiment.runs().stream()
              .filter(run -> run.column().equals(column))
              .map(Run::fold)
              .distinct()
              .toList();
      return folds.size() == 1 ? List.of() : folds;
    }

    private boolean publishesFolds(String column) {
      return experiment.published().figures().stream()
          .anyMatch(figure -> figure.column().equals(column) && !figure.foldMaes().isEmpty());
    }

    private static String joinedFolds(Figure figure) {
      return figure.foldMaes().stream().map(ReportTable::number).collect(Collectors.joining(" "));
    }

    private void addHeaders(String column) {
      List<String> names = new ArrayList<>(folds(column));
      names.addAll(List.of("MAE", "95 %", "MSE", "pairs violated"));
      if (!folds(column).isEmpty()) {
        names.add("MSE, mean of folds");
      }
      names.addAll(List.of("published MAE", "published MSE"));
      if (publishesFolds(column)) {
        names.add("published folds");
      }
      names.forEach(name -> headers.add(column.isEmpty() ? name : column + " " + name));
    }

    private Line line(boolean ours, String method, Function<String, Optional<Score>> scores) {
      List<String> cells = new ArrayList<>();
      cells.add(method);
      for (String column : experiment.columns()) {
        List<String> folds = folds(column);
        Optional<Score> score = scores.apply(column);
        if (score.isPresent()) {
          cells.addAll(figures(score.get(), !folds.isEmpty(), violated(method, column)));
        } else {
          List<String> empty =
              new ArrayList<>(Collections.nCopies(folds.isEmpty() ? 4 : folds.size() + 5, NOTHING));
          empty.set(0, ours ? progress(method, column) : NOTHING);
          cells.addAll(empty);
        }
        Optional<Figure> figure = experiment.published().figure(method, column);
        cells.add(figure.map(Figure::mae).map(ReportTable::number).orElse(NOTHING));
        cells.add(figure.map(Figure::mse).map(ReportTable::number).orElse(NOTHING));
        if (publishesFolds(column)) {
          cells.add(figure.map(Maker::joinedFolds).orElse(NOTHING));
        }
      }
      return new Line(ours, List.copyOf(cells));
    }

    /** Nothing for the row that counts nothing. */
    private String violated(String row, String column) {
      RankingAccuracy order =
          result.cell(row, column).stream()
              .map(RunResult::order)
              .reduce(RankingAccuracy.empty(), RankingAccuracy::plus);
      return order.pairs() == 0 ? NOTHING : number(100 * order.violatedShare()) + " %";
    }

    private List<String> figures(Score score, boolean folded, String violated) {
      List<String> cells = new ArrayList<>();
      if (folded) {
        score.foldMaes().forEach(fold -> cells.add(number(fold.mean())));
      }
      cells.add(spread(score.mae()));
      cells.add(score.interval().map(Maker::range).orElse(NOTHING));
      cells.add(spread(score.mse()));
      cells.add(violated);
      if (folded) {
        cells.add(spread(score.meanOfFolds()));
      }
      return cells;
    }

    private String progress(String row, String column) {
      long wanted =
          experiment.runs().stream()
              .filter(run -> run.row().equals(row) && run.column().equals(column))
              .count();
      return wanted == 0 ? NOTHING : result.cell(row, column).size() + " of " + wanted + " runs";
    }

    private String spread(SeedMean figure) {
      String mean = number(figure.mean());
      return manySeeds ? mean + " ± " + number(figure.deviation()) : mean;
    }

    private static String range(Interval interval) {
      return number(interval.low()) + " to " + number(interval.high());
    }

    private List<String> conclusions() {
      List<String> sentences = new ArrayList<>();
      for (Comparison rows : experiment.comparisons()) {
        for (String column : experiment.columns()) {
          result
              .compare(rows, column)
              .ifPresent(found -> sentences.add(conclusion(rows, column, found)));
        }
      }
      return sentences;
    }

    private String conclusion(Comparison rows, String column, PairedComparison found) {
      Double published = publishedDifference(rows, column);
      return String.format(
          Locale.ROOT,
          "\"%s\" against \"%s\"%s: MAE %+.1f (95 %% %+.1f to %+.1f, signed-rank p = %.3f, %d images)%s.",
          rows.row(),
          rows.against(),
          column.isEmpty() ? "" : ", " + column,
          found.meanDifference(),
          found.interval().low(),
          found.interval().high(),
          found.signedRankP(),
          found.images(),
          published == null ? "" : String.format(Locale.ROOT, "; published %+.1f", published));
    }

    private @Nullable Double publishedDifference(Comparison rows, String column) {
      Optional<Figure> first = experiment.published().figure(rows.row(), column);
      Optional<Figure> second = experiment.published().figure(rows.against(), column);
      return first.isEmpty() || second.isEmpty()
          ? null
          : Double.valueOf(first.get().mae() - second.get().mae());
    }
  }
}
