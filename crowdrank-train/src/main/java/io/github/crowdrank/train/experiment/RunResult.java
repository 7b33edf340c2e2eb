package io.github.crowdrank.train.experiment;

import io.github.crowdrank.metric.CountPair;
import io.github.crowdrank.metric.RankingAccuracy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run ended with.
 *
 * @param run what was run
 * @param fingerprint of its options, seed, images and annotations
 * @param arithmetic what computed it, as {@link io.github.crowdrank.train.CrowdTrainer#arithmetic}
 *     says; null in a result of an older version, which did not say
 * @param labeledMean mean number of people in the images that were learned from
 * @param choices every option of the training, by name
 * @param images the counts of the images it was judged on, in their order
 * @param order of nested crops of the same images
 * @param pictures of some of them, the worst first
 * @param elapsed time of the training and counting, as far as the last start of the run did them
 */
public record RunResult(
    Run run,
    String fingerprint,
    @Nullable String arithmetic,
    double labeledMean,
    Map<String, String> choices,
    List<ImageCount> images,
    RankingAccuracy order,
    List<Picture> pictures,
    Duration elapsed) {
  /** Copies the lists. */
  public RunResult {
    choices = Map.copyOf(choices);
    images = List.copyOf(images);
    pictures = List.copyOf(pictures);
  }

  /**
   * An image, its true density and the estimated one side by side, as in Figure 5.
   *
   * @param file the JPEG
   * @param image its counts
   */
  public record Picture(Path file, ImageCount image) {}

  /** True and estimated counts. */
  List<CountPair> counts() {
    return images.stream().map(ImageCount::pair).toList();
  }

  /** True counts, and the mean count of the images that were learned from as the estimate. */
  List<ImageCount> meanCounts() {
    return images.stream()
        .map(image -> new ImageCount(image.id(), image.truth(), labeledMean))
        .toList();
  }
}
