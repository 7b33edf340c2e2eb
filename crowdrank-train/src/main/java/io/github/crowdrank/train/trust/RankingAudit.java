package io.github.crowdrank.train.trust;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.io.CsvTable;
import io.github.crowdrank.io.FileProblem;
import io.github.crowdrank.metric.RankingViolations;
import io.github.crowdrank.train.evaluation.ImageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Whether a counter is out of its depth on pictures that nobody has labelled: how often and by how
 * much it counts more people in a crop than in the crop around it. It can only give warnings. A
 * counter that keeps the order may count wrong all the same.
 *
 * @param pictures that could be tried, in the order of their collection
 * @param failures those that could not
 */
public record RankingAudit(List<AuditedPicture> pictures, List<ImageFailure> failures) {
  /**
   * The rate of violations above which a picture is suspect: with the bundled model and the
   * standard trial, one of the 69 validation images of ShanghaiTech has more, and 19 of 27 painted
   * pictures without people (docs/RESULTS.md).
   */
  public static final double SUSPECT_RATE = 0.15;

  /** Copies the lists. */
  public RankingAudit {
    pictures = List.copyOf(pictures);
    failures = List.copyOf(failures);
  }

  /**
   * Tries every picture.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static RankingAudit of(
      CrowdCounter counter, UnlabeledImages images, RankingTrial trial, ImageProgress progress) {
    List<AuditedPicture> pictures = new ArrayList<>();
    List<ImageFailure> failures =
        EachPicture.of(
            images,
            (index, image) -> {
              double count = counter.estimate(image).count();
              RankingViolations violations = trial.violations(counter, image);
              pictures.add(new AuditedPicture(images.id(index), count, violations));
            },
            progress);
    return new RankingAudit(pictures, failures);
  }

  /** The violations of all pictures together. */
  public RankingViolations violations() {
    return pictures.stream()
        .map(AuditedPicture::violations)
        .reduce(RankingViolations.empty(), RankingViolations::plus);
  }

  /** The pictures with a higher rate, that with the highest first. */
  public List<AuditedPicture> suspects(double rate) {
    return pictures.stream()
        .filter(picture -> picture.violations().rate() > rate)
        .sorted(
            Comparator.<AuditedPicture>comparingDouble(picture -> picture.violations().rate())
                .thenComparingDouble(picture -> picture.violations().size())
                .reversed())
        .toList();
  }

  /**
   * Writes one line per picture: {@code image, count, pairs, violated, rate, size, problem}.
   *
   * @throws IOException if it cannot be written; the file is then as it was
   */
  public void writeCsv(Path file) throws IOException {
    CsvTable table = new CsvTable("image", "count", "pairs", "violated", "rate", "size", "problem");
    for (AuditedPicture picture : pictures) {
      RankingViolations found = picture.violations();
      table.add(
          picture.id(),
          number(picture.count()),
          String.valueOf(found.pairs()),
          String.valueOf(found.violated()),
          number(found.rate()),
          number(found.size()),
          "");
    }
    for (ImageFailure failure : failures) {
      table.add(failure.id(), "", "", "", "", "", FileProblem.typed(failure.problem()));
    }
    table.write(file);
  }

  /** Infinity in Java's words. */
  private static String number(double value) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%.4f", value)
        : String.valueOf(value);
  }
}
