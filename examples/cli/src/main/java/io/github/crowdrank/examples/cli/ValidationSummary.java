package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.train.TrainingListener;
import io.github.crowdrank.train.TrainingResult;
import io.github.crowdrank.train.ValidationReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** Says at the end which validation was the best, and what to hold it against. */
final class ValidationSummary implements TrainingListener {
  private final PrintWriter out;
  private final MeanCount learned;
  private final CountingErrors errors;

  /**
   * Reads the annotations.
   *
   * @param labeled annotated images that are learned from
   * @throws IOException if an annotation cannot be read
   */
  ValidationSummary(PrintWriter out, CrowdDataset labeled, CrowdDataset validation)
      throws IOException {
    this.out = out;
    this.learned = MeanCount.of(MeanCount.counts(labeled));
    this.errors = learned.errors(MeanCount.counts(validation));
  }

  @Override
  public void onEnd(TrainingResult result) {
    result.validations().stream()
        .filter(ValidationReport::best)
        .reduce((before, later) -> later)
        .ifPresent(this::print);
  }

  private void print(ValidationReport best) {
    out.printf(
        Locale.ROOT,
        "best: step %d, MAE %.2f; %s of the images learned from, %.1f: MAE %.2f%n",
        best.step(),
        best.errors().mae(),
        MeanCount.NAME,
        learned.mean(),
        errors.mae());
    out.flush();
  }
}
