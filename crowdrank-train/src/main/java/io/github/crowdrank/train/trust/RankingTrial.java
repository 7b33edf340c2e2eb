package io.github.crowdrank.train.trust;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.sampling.Nesting;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.RankingViolations;
import io.github.crowdrank.train.evaluation.NestedOrder;
import java.util.SplittableRandom;

/**
 * How a picture is tried without a label: chains of nested crops are counted, each crop as a
 * picture of its own, and an inner crop with more people than the one around it is a violation. The
 * authors' later work takes these violations for the uncertainty of the network.
 *
 * @param crops how a chain is drawn
 * @param chains drawn from each picture, 1 to 1,000
 * @param seed what the crops follow from
 * @see <a href="https://doi.org/10.1109/TPAMI.2019.2899857">Liu, van de Weijer and Bagdanov,
 *     Exploiting Unlabeled Data in CNNs by Self-Supervised Learning to Rank, TPAMI 2019</a>
 */
public record RankingTrial(RankedPatchSampler crops, int chains, long seed) {
  /**
   * Checks the number of chains.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public RankingTrial {
    if (chains < 1 || chains > 1000) {
      throw new IllegalArgumentException("chains are 1 to 1000 but were " + chains);
    }
  }

  /** Four chains of the paper's five crops, anywhere in each other, of 224x224 pixels; seed 1. */
  public static RankingTrial standard() {
    RankedPatchSampler crops = RankedPatchSampler.paper().toBuilder().nesting(Nesting.FREE).build();
    return new RankingTrial(crops, 4, 1);
  }

  /** The violations in one picture. Which crops are drawn follows from the seed and its size. */
  public RankingViolations violations(CrowdCounter counter, RgbImage image) {
    SplittableRandom random = new SplittableRandom(seed);
    RankingViolations violations = RankingViolations.empty();
    for (int i = 0; i < chains; i++) {
      double[] counts = NestedOrder.counts(counter, image, crops, random.split());
      violations = violations.plus(RankingViolations.of(counts));
    }
    return violations;
  }
}
