package io.github.crowdrank.train.evaluation;

import io.github.crowdrank.metric.CountPair;
import io.github.crowdrank.metric.LocalizationCounts;
import io.github.crowdrank.metric.MapSimilarity;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The count of one annotated image.
 *
 * @param id the image
 * @param truth annotated heads
 * @param mapTruth sum of the true density map
 * @param estimate estimated count
 * @param elapsed time to count it, decoding left out
 * @param gridErrors GAME(0) to GAME(3)
 * @param similarity of the estimated to the true map; null if not asked for
 * @param localization heads found in the right place; null if not asked for
 */
public record ImageResult(
    String id,
    int truth,
    double mapTruth,
    double estimate,
    Duration elapsed,
    List<Double> gridErrors,
    @Nullable MapSimilarity similarity,
    @Nullable LocalizationCounts localization) {
  /** Copies the list. */
  public ImageResult {
    gridErrors = List.copyOf(gridErrors);
  }

  /** Estimate minus annotated heads. */
  public double error() {
    return estimate - truth;
  }

  /** The estimate beside the number of heads. */
  public CountPair counts() {
    return new CountPair(truth, estimate);
  }

  /** The estimate beside the sum of the true map. */
  public CountPair mapCounts() {
    return new CountPair(mapTruth, estimate);
  }
}
