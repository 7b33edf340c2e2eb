package io.github.crowdrank.train.trust;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.CountPair;
import io.github.crowdrank.metric.RankingPushes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chains of nested crops of an annotated picture, with what each crop holds and what was counted in
 * it.
 *
 * @param id of the picture
 * @param chains equally long ones, each from the largest crop to the smallest
 */
public record AnnotatedChains(String id, List<List<CountPair>> chains) {
  /** Copies the lists. */
  public AnnotatedChains {
    chains = chains.stream().map(List::copyOf).toList();
  }

  /** Counts the crops of a trial; a head belongs to each crop that its point lies in. */
  static AnnotatedChains of(
      CrowdCounter counter, String id, RgbImage image, List<HeadPoint> heads, RankingTrial trial) {
    SplittableRandom random = new SplittableRandom(trial.seed());
    int size = trial.crops().size();
    List<List<CountPair>> chains = new ArrayList<>();
    for (int i = 0; i < trial.chains(); i++) {
      List<CountPair> chain = new ArrayList<>();
      for (Region crop : trial.crops().regions(image.width(), image.height(), random.split())) {
        long truth = heads.stream().filter(head -> crop.contains(head.x(), head.y())).count();
        double estimate = counter.estimate(image.resample(crop, size, size)).count();
        chain.add(new CountPair(truth, estimate));
      }
      chains.add(chain);
    }
    return new AnnotatedChains(id, chains);
  }

  /** Whether the ranking loss pushes these crops where they err. */
  public RankingPushes pushes() {
    return chains.stream()
        .map(RankingPushes::of)
        .reduce(RankingPushes.empty(), RankingPushes::plus);
  }
}
