package io.github.crowdrank.examples.cli;

import io.github.crowdrank.metric.BandErrors;
import io.github.crowdrank.metric.Bootstrap;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.DensityBands;
import io.github.crowdrank.metric.ErrorIntervals;
import io.github.crowdrank.metric.Interval;
import io.github.crowdrank.metric.LocalizationCounts;
import io.github.crowdrank.metric.PairedComparison;
import io.github.crowdrank.train.evaluation.Evaluation;
import io.github.crowdrank.train.evaluation.ImageResult;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An evaluation for people, block by block. */
final class EvaluationText {
  private static final String ROW = "%-21s %7d %9.1f %9.1f %9.3f %+9.1f%n";

  private final StringBuilder text = new StringBuilder();

  void heading(Evaluation evaluation) {
    long heads = evaluation.images().stream().mapToLong(ImageResult::truth).sum();
    double seconds =
        evaluation.images().stream().mapToDouble(image -> image.elapsed().toNanos() / 1e9).sum();
    add(
        "%s: %,d images, %,d heads, counted in %.1f s%n",
        evaluation.dataset(), evaluation.images().size(), heads, seconds);
    if (!evaluation.failures().isEmpty()) {
      add("%,d more images could not be counted%n", evaluation.failures().size());
    }
  }

  void errors(Evaluation evaluation, DensityBands bands, @Nullable Bootstrap bootstrap) {
    columns("heads");
    List<BandErrors> byBand = evaluation.errors(bands);
    byBand.forEach(band -> row(band.band(), band.errors()));
    row("all, by true map", evaluation.mapErrors());
    row("all", evaluation.errors());
    meanCount(evaluation);
    if (bootstrap != null) {
      ErrorIntervals intervals = evaluation.intervals(bootstrap);
      add(
          "%-29s %9.1f %9.1f %s%n",
          percent(bootstrap) + " from",
          intervals.mae().low(),
          intervals.mse().low(),
          end(intervals.nae(), true));
      add(
          "%-29s %9.1f %9.1f %s%n",
          "     to", intervals.mae().high(), intervals.mse().high(), end(intervals.nae(), false));
    }
  }

  /** Of one image it would be the truth. */
  private void meanCount(Evaluation evaluation) {
    List<Integer> truths = evaluation.images().stream().map(ImageResult::truth).toList();
    if (truths.size() > 1) {
      row(MeanCount.NAME, MeanCount.of(truths).errors(truths));
    }
  }

  private static String percent(Bootstrap bootstrap) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * bootstrap.confidence());
  }

  private static String end(@Nullable Interval interval, boolean low) {
    return interval == null
        ? ""
        : String.format(Locale.ROOT, "%9.3f", low ? interval.low() : interval.high());
  }

  private void columns(String first) {
    add("%n%-21s %7s %9s %9s %9s %9s%n", first, "images", "MAE", "MSE", "NAE", "bias");
  }

  private void row(String name, CountingErrors errors) {
    add(ROW, name, errors.images(), errors.mae(), errors.mse(), errors.nae(), errors.bias());
  }

  void maps(Evaluation evaluation) {
    add("%n%-21s", "GAME(0) to (3)");
    evaluation.gridErrors().forEach(error -> add(" %9.1f", error));
    add("%n%-21s %9.2f dB, SSIM %.3f%n", "PSNR", evaluation.psnr(), evaluation.ssim());
    LocalizationCounts heads = evaluation.localization();
    add(
        "%-21s %9.3f precision, %.3f recall, %.3f F1%n",
        "heads in place", heads.precision(), heads.recall(), heads.f1());
  }

  void comparison(
      String otherModel, Evaluation evaluation, Evaluation other, PairedComparison comparison) {
    columns("model");
    row("this", evaluation.errors());
    row("the other", other.errors());
    Interval interval = comparison.interval();
    add(
        "%nMAE less that of %s: %+.1f, 95 %% from %+.1f to %+.1f%n",
        otherModel, comparison.meanDifference(), interval.low(), interval.high());
    add(
        "p %.4f by signed ranks, %.4f by sign flips: %s%n",
        comparison.signedRankP(), comparison.signFlipP(), verdict(interval));
  }

  private static String verdict(Interval difference) {
    if (difference.contains(0)) {
      return "these images do not tell which counts better";
    }
    return difference.high() < 0 ? "this one counts better" : "the other counts better";
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
