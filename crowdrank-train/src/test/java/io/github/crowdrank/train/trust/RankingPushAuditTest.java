package io.github.crowdrank.train.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.ImageProgress;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.metric.Bootstrap;
import io.github.crowdrank.metric.CountPair;
import io.github.crowdrank.metric.Interval;
import io.github.crowdrank.metric.PairDirections;
import io.github.crowdrank.metric.PatchErrors;
import io.github.crowdrank.metric.RankingPushes;
import io.github.crowdrank.train.evaluation.Counters;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankingPushAuditTest {
  private static final RankedPatchSampler CROPS =
      RankedPatchSampler.builder().patches(3).size(48).build();
  private static final CrowdDataset PAINTED =
      SyntheticCrowd.builder().size(128, 96).people(5, 60).build().dataset(4, 1);

  @Test
  void crops_are_those_of_the_audit_and_hold_the_heads_inside_them() throws IOException {
    RankingTrial trial = new RankingTrial(CROPS, 2, 7);
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      RankingPushAudit audit = RankingPushAudit.of(counter, PAINTED, trial, ImageProgress.NONE);

      assertThat(audit.pictures()).hasSize(4).allMatch(it -> it.chains().size() == 2);
      for (int i = 0; i < PAINTED.size(); i++) {
        assertThat(audit.pictures().get(i).id()).isEqualTo(PAINTED.id(i));
        assertThat(audit.pictures().get(i).pushes().violated().pairs())
            .isEqualTo(trial.violations(counter, PAINTED.image(i)).violated());
      }
      SplittableRandom random = new SplittableRandom(7);
      Region largest = CROPS.regions(128, 96, random.split()).get(0);
      List<CountPair> chain = audit.pictures().get(3).chains().get(0);
      assertThat(chain.get(0).truth())
          .isPositive()
          .isEqualTo(
              (double)
                  PAINTED.heads(3).stream().filter(it -> largest.contains(it.x(), it.y())).count());
      assertThat(chain).extracting(CountPair::truth).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }
  }

  @Test
  void a_counter_that_says_the_same_of_everything_is_pushed_nowhere() throws IOException {
    try (CrowdCounter counter = Counters.constant(1)) {
      RankingPushAudit audit =
          RankingPushAudit.of(counter, PAINTED, new RankingTrial(CROPS, 2, 1), ImageProgress.NONE);

      RankingPushes pushes = audit.pushes();
      assertThat(pushes.all()).isEqualTo(new PairDirections(24, 24, 0, 0));
      assertThat(pushes.violated().pairs()).isZero();
      assertThat(pushes.unpushed()).isEqualTo(pushes.patches());
      assertThat(audit.violatedShare(0, 2)).isZero();
      assertThat(
              audit.ratio(
                  it -> it.violated().both(), it -> it.violated().pairs(), Bootstrap.standard()))
          .isNull();
    }
  }

  @Test
  void shares_are_over_all_pictures_together_and_by_place_in_the_chain() {
    List<CountPair> inOrder =
        List.of(new CountPair(4, 5), new CountPair(3, 3), new CountPair(2, 2));
    List<CountPair> violated =
        List.of(new CountPair(9, 4), new CountPair(5, 6), new CountPair(2, 3));
    RankingPushAudit audit =
        new RankingPushAudit(
            List.of(
                new AnnotatedChains("first", List.of(inOrder, violated)),
                new AnnotatedChains("second", List.of(inOrder, inOrder))));

    assertThat(audit.violatedShare(0, 1)).isEqualTo(0.25);
    assertThat(audit.violatedShare(1, 2)).isZero();
    assertThat(audit.pushes().violated()).isEqualTo(new PairDirections(1, 1, 1, 1));
    assertThat(audit.pushes().helped()).isEqualTo(new PatchErrors(2, 14, 6));
    Interval share =
        Objects.requireNonNull(
            audit.ratio(it -> it.violated().pairs(), it -> it.all().pairs(), Bootstrap.standard()));
    assertThat(share.estimate()).isCloseTo(1 / 12.0, within(1e-12));
    assertThat(share.low()).isZero();
    assertThat(share.high()).isCloseTo(1 / 6.0, within(1e-12));
  }
}
