package io.github.crowdrank.train.evaluation;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.RankingAccuracy;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whether a counter keeps the order that nested crops are known to have, measured without any
 * label: each crop is counted by itself, as a picture of its own.
 */
public final class NestedOrder {
  private NestedOrder() {}

  /**
   * Counts one chain of nested crops of each image.
   *
   * @param seed which crops; the same for the same seed, however many images there are
   * @throws IOException if an image cannot be read
   */
  public static RankingAccuracy of(
      CrowdCounter counter, UnlabeledImages images, RankedPatchSampler crops, long seed)
      throws IOException {
    RankingAccuracy order = RankingAccuracy.empty();
    for (int i = 0; i < images.size(); i++) {
      List<RgbImage> chain = crops.sample(images.image(i), new SplittableRandom(seed + i));
      double[] counts = new double[chain.size()];
      for (int j = 0; j < counts.length; j++) {
        counts[j] = counter.estimate(chain.get(j)).count();
      }
      order = order.plus(RankingAccuracy.of(counts));
    }
    return order;
  }
}
