package io.github.crowdrank.train.evaluation;

import io.github.crowdrank.metric.LocalizationCounts;
import io.github.crowdrank.metric.MapSimilarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An evaluation as a table, one line per image. */
final class EvaluationCsv {
  private static final List<String> COLUMNS =
      List.of(
          "image",
          "truth",
          "map_truth",
          "estimate",
          "error",
          "milliseconds",
          "game0",
          "game1",
          "game2",
          "game3",
          "psnr",
          "ssim",
          "found",
          "spurious",
          "missed",
          "problem");

  private EvaluationCsv() {}

  static String of(Evaluation evaluation) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(COLUMNS);
    evaluation.images().forEach(image -> lines.add(line(image)));
    evaluation.failures().forEach(failure -> lines.add(line(failure)));
    return lines.stream()
        .map(line -> line.stream().map(EvaluationCsv::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<String> line(ImageResult image) {
    List<String> line = new ArrayList<>();
    line.add(image.id());
    line.add(String.valueOf(image.truth()));
    line.add(number(image.mapTruth()));
    line.add(number(image.estimate()));
    line.add(number(image.error()));
    line.add(String.valueOf(image.elapsed().toMillis()));
    image.gridErrors().forEach(error -> line.add(number(error)));
    MapSimilarity similarity = image.similarity();
    line.add(similarity == null ? "" : number(similarity.psnr()));
    line.add(similarity == null ? "" : number(similarity.ssim()));
    LocalizationCounts localization = image.localization();
    line.add(localization == null ? "" : String.valueOf(localization.found()));
    line.add(localization == null ? "" : String.valueOf(localization.spurious()));
    line.add(localization == null ? "" : String.valueOf(localization.missed()));
    line.add("");
    return line;
  }

  private static List<String> line(ImageFailure failure) {
    List<String> line = new ArrayList<>(COLUMNS.stream().map(column -> "").toList());
    line.set(0, failure.id());
    line.set(line.size() - 1, String.valueOf(failure.problem().getMessage()));
    return line;
  }

  /** Infinity and NaN in Java's words. */
  private static String number(double value) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%.3f", value)
        : String.valueOf(value);
  }

  private static String quoted(String field) {
    return field.matches("[^,\"\\r\\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
