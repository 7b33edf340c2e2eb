package io.github.crowdrank.train.trust;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.train.WatchedDataset;
import java.io.IOException;

/** A dataset whose second image cannot be read. */
final class BrokenSecond {
  private BrokenSecond() {}

  static CrowdDataset of(CrowdDataset dataset) {
    return new WatchedDataset(
        dataset,
        index -> {
          if (index == 1) {
            throw new IOException("cut short");
          }
        });
  }
}
