package io.github.crowdrank.examples.cli;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.metric.CountPair;
import io.github.crowdrank.metric.CountingErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who looks at no picture and says the same number of all of them: what a counter is to be better
 * than.
 *
 * @param mean that number, 0 or more
 */
record MeanCount(double mean) {
  /** As the tables of experiments call it. */
  static final String NAME = "always the mean count";

  /** The mean of some counts, which are not none. */
  static MeanCount of(List<Integer> counts) {
    return new MeanCount(counts.stream().mapToInt(Integer::intValue).average().orElseThrow());
  }

  /** The errors on images of these counts. */
  CountingErrors errors(List<Integer> counts) {
    return CountingErrors.of(counts.stream().map(truth -> new CountPair(truth, mean)).toList());
  }

  /**
   * The heads of each image.
   *
   * @throws IOException if they cannot be read
   */
  static List<Integer> counts(CrowdDataset images) throws IOException {
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      counts.add(images.heads(i).size());
    }
    return counts;
  }
}
