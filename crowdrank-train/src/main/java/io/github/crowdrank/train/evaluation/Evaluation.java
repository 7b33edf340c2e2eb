package io.github.crowdrank.train.evaluation;

import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.metric.BandErrors;
import io.github.crowdrank.metric.Bootstrap;
import io.github.crowdrank.metric.CountPair;
import io.github.crowdrank.metric.CountingErrors;
import io.github.crowdrank.metric.DensityBands;
import io.github.crowdrank.metric.ErrorIntervals;
import io.github.crowdrank.metric.LocalizationCounts;
import io.github.crowdrank.metric.MapSimilarity;
import io.github.crowdrank.metric.PairedComparison;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well a counter does on a dataset.
 *
 * @param dataset what it is called
 * @param images every image that was counted, in dataset order; 1 or more
 * @param failures every image that was not, in dataset order
 */
public record Evaluation(String dataset, List<ImageResult> images, List<ImageFailure> failures) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if no image was counted
   */
  public Evaluation {
    images = List.copyOf(images);
    failures = List.copyOf(failures);
    if (images.isEmpty()) {
      throw new IllegalArgumentException("an evaluation needs at least one image");
    }
  }

  /** The estimate of each image beside its number of heads. */
  public List<CountPair> counts() {
    return images.stream().map(ImageResult::counts).toList();
  }

  /** MAE, MSE as the papers print it, NAE and bias; the truth is the number of heads (Eq. 7). */
  public CountingErrors errors() {
    return CountingErrors.of(counts());
  }

  /** The same where the truth is the sum of the true map, as some evaluations take it. */
  public CountingErrors mapErrors() {
    return CountingErrors.of(images.stream().map(ImageResult::mapCounts).toList());
  }

  /** Errors by how many heads images have, for each band that has images. */
  public List<BandErrors> errors(DensityBands bands) {
    return bands.errors(counts());
  }

  /**
   * Confidence intervals of the errors.
   *
   * @throws IllegalArgumentException if there are fewer than 2 images
   */
  public ErrorIntervals intervals(Bootstrap bootstrap) {
    return bootstrap.errors(counts());
  }

  /** Mean grid average error GAME(0) to GAME(3) (Guerrero-Gomez-Olmedo et al. 2015). */
  public List<Double> gridErrors() {
    return IntStream.range(0, images.get(0).gridErrors().size())
        .mapToObj(
            level ->
                images.stream()
                    .mapToDouble(image -> image.gridErrors().get(level))
                    .average()
                    .orElseThrow())
        .toList();
  }

  /** Mean PSNR over the images where it is finite, in decibels; NaN if there is none. */
  public double psnr() {
    return meanOfFinite(MapSimilarity::psnr);
  }

  /** Mean SSIM over the images that have one; NaN if there is none. */
  public double ssim() {
    return meanOfFinite(MapSimilarity::ssim);
  }

  private double meanOfFinite(ToDoubleFunction<MapSimilarity> value) {
    return images.stream()
        .map(ImageResult::similarity)
        .filter(Objects::nonNull)
        .mapToDouble(value)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /** Heads found in the right place in all images together; all 0 if none was judged. */
  public LocalizationCounts localization() {
    return images.stream()
        .map(ImageResult::localization)
        .filter(Objects::nonNull)
        .reduce(LocalizationCounts.empty(), LocalizationCounts::plus);
  }

  /**
   * Whether this counter does better than another on the same images.
   *
   * @throws IllegalArgumentException if the other's images or their heads are not the same in the
   *     same order, where the message names the first difference; or there are fewer than 6
   */
  public PairedComparison compare(Evaluation other, Bootstrap bootstrap) {
    for (int i = 0; i < Math.max(images.size(), other.images.size()); i++) {
      String mine = describe(i);
      String theirs = other.describe(i);
      if (!mine.equals(theirs)) {
        throw new IllegalArgumentException(
            "evaluations of the same images can be compared but image %d is %s here and %s there"
                .formatted(i, mine, theirs));
      }
    }
    return PairedComparison.of(counts(), other.counts(), bootstrap);
  }

  private String describe(int index) {
    if (index >= images.size()) {
      return "missing";
    }
    ImageResult image = images.get(index);
    return "%s with %d heads".formatted(image.id(), image.truth());
  }

  /**
   * Writes one line per image, with the columns of {@code image, truth, map_truth, estimate, error,
   * milliseconds, game0, game1, game2, game3, psnr, ssim, found, spurious, missed, problem}. What
   * was not measured is empty; an image that was not counted has nothing but its problem.
   *
   * @throws IOException if it cannot be written; the file is then as it was
   */
  public void writeCsv(Path file) throws IOException {
    AtomicFile.write(file, EvaluationCsv.of(this).getBytes(StandardCharsets.UTF_8));
  }

  /** One JSON object on one line, in ASCII: all of this but the single images. */
  public String toJson(DensityBands bands) {
    return EvaluationJson.of(this, bands);
  }
}
