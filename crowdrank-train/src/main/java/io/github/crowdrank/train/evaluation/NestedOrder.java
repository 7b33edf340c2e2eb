package io.github.crowdrank.train.evaluation;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.RankingAccuracy;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

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
    return of(counter, images, crops, seed, ImageProgress.NONE);
  }

  /**
   * As {@link #of(CrowdCounter, UnlabeledImages, RankedPatchSampler, long)}.
   *
   * @param progress told of each image when its crops are counted; what it throws ends the work
   * @throws IOException if an image cannot be read
   */
  public static RankingAccuracy of(
      CrowdCounter counter,
      UnlabeledImages images,
      RankedPatchSampler crops,
      long seed,
      ImageProgress progress)
      throws IOException {
    RankingAccuracy order = RankingAccuracy.empty();
    for (int i = 0; i < images.size(); i++) {
      double[] counts = counts(counter, images.image(i), crops, new SplittableRandom(seed + i));
      order = order.plus(RankingAccuracy.of(counts));
      progress.imageDone(i + 1, images.size());
    }
    return order;
  }

  /** Counts one chain of nested crops, from the largest to the smallest. */
  public static double[] counts(
      CrowdCounter counter, RgbImage image, RankedPatchSampler crops, RandomGenerator random) {
    List<RgbImage> chain = crops.sample(image, random);
    return chain.stream().mapToDouble(crop -> counter.estimate(crop).count()).toArray();
  }
}
