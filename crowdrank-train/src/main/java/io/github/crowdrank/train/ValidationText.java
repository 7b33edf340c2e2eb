package io.github.crowdrank.train;

import io.github.crowdrank.loss.RankingStatistics;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.RankingAccuracy;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Validations as lines of numbers, for checkpoints. Every number comes back as it was. */
final class ValidationText {
  /** Their text has to fit the header of a file. */
  private static final int MOST = 2000;

  private ValidationText() {}

  /** The newest {@value #MOST} of them, and the last best one if it is older. */
  static String write(List<ValidationReport> validations) {
    int first = Math.max(0, validations.size() - MOST);
    int best = validations.size() - 1;
    while (best >= 0 && !validations.get(best).best()) {
      best--;
    }
    Stream<ValidationReport> old =
        best >= 0 && best < first ? Stream.of(validations.get(best)) : Stream.empty();
    return Stream.concat(old, validations.stream().skip(first))
        .map(ValidationText::line)
        .collect(Collectors.joining("\n"));
  }

  private static String line(ValidationReport report) {
    CountingErrors errors = report.errors();
    RankingAccuracy ranking = report.ranking();
    RankingStatistics statistics = report.statistics();
    return List.<Object>of(
            report.step(),
            errors.images(),
            errors.mae(),
            errors.mse(),
            errors.nae(),
            errors.bias(),
            ranking.pairs(),
            ranking.correct(),
            ranking.tied(),
            statistics.pairs(),
            statistics.violated(),
            statistics.tied(),
            statistics.countDeviation(),
            report.best())
        .stream()
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static List<ValidationReport> read(String text) {
    return text.lines().map(ValidationText::report).toList();
  }

  private static ValidationReport report(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != 14) {
      throw new IllegalArgumentException(
          "a validation has 14 numbers but \"%s\" has %d".formatted(line, fields.length));
    }
    return new ValidationReport(
        Integer.parseInt(fields[0]),
        new CountingErrors(
            Integer.parseInt(fields[1]),
            Double.parseDouble(fields[2]),
            Double.parseDouble(fields[3]),
            Double.parseDouble(fields[4]),
            Double.parseDouble(fields[5])),
        new RankingAccuracy(
            Integer.parseInt(fields[6]), Integer.parseInt(fields[7]), Integer.parseInt(fields[8])),
        new RankingStatistics(
            Integer.parseInt(fields[9]),
            Integer.parseInt(fields[10]),
            Integer.parseInt(fields[11]),
            Double.parseDouble(fields[12])),
        Boolean.parseBoolean(fields[13]));
  }
}
