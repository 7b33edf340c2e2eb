package io.github.crowdrank.train.trust;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.metric.Bootstrap;
import io.github.crowdrank.metric.CountPair;
import io.github.crowdrank.metric.Interval;
import io.github.crowdrank.metric.RankingPushes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether learning to rank would push a counter where it errs, measured on annotated pictures. What
 * {@link RankingAudit} finds without labels is held against the truth.
 *
 * @param pictures in the order of their dataset
 */
public record RankingPushAudit(List<AnnotatedChains> pictures) {
  /** Copies the list. */
  public RankingPushAudit {
    pictures = List.copyOf(pictures);
  }

  /**
   * Counts the crops of every picture.
   *
   * @throws IOException if a picture or its heads cannot be read
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static RankingPushAudit of(
      CrowdCounter counter, CrowdDataset annotated, RankingTrial trial, ImageProgress progress)
      throws IOException {
    List<AnnotatedChains> pictures = new ArrayList<>();
    for (int i = 0; i < annotated.size(); i++) {
      pictures.add(
          AnnotatedChains.of(
              counter, annotated.id(i), annotated.image(i), annotated.heads(i), trial));
      progress.imageDone(i + 1, annotated.size());
    }
    return new RankingPushAudit(pictures);
  }

  /** The pushes in all pictures together. */
  public RankingPushes pushes() {
    return pictures.stream()
        .map(AnnotatedChains::pushes)
        .reduce(RankingPushes.empty(), RankingPushes::plus);
  }

  /**
   * What one number of the pushes is of another over all pictures, with its interval over them;
   * null if fewer than 2 pictures have any of the other.
   */
  public @Nullable Interval ratio(
      ToDoubleFunction<RankingPushes> part,
      ToDoubleFunction<RankingPushes> whole,
      Bootstrap bootstrap) {
    List<RankingPushes> pushes = pictures.stream().map(AnnotatedChains::pushes).toList();
    double[] wholes = pushes.stream().mapToDouble(whole).toArray();
    if (pushes.stream().filter(it -> whole.applyAsDouble(it) > 0).count() < 2) {
      return null;
    }
    return bootstrap.ratio(pushes.stream().mapToDouble(part).toArray(), wholes);
  }

  /**
   * How often two places of a chain are in the wrong order.
   *
   * @param outer place of the larger crop, 0 for the largest
   * @param inner place of the smaller one, more than {@code outer}
   * @return the share of all chains, 0 to 1; NaN if there are none
   * @throws IndexOutOfBoundsException if chains have no such place
   */
  public double violatedShare(int outer, int inner) {
    return pictures.stream()
        .flatMap(picture -> picture.chains().stream())
        .mapToDouble(chain -> isViolated(chain.get(outer), chain.get(inner)) ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  private static boolean isViolated(CountPair outer, CountPair inner) {
    return inner.estimate() > outer.estimate();
  }
}
