package io.github.crowdrank.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankingPushesTest {
  private static CountPair patch(double truth, double estimate) {
    return new CountPair(truth, estimate);
  }

  @Test
  void a_violated_pair_lowers_the_inner_patch_and_raises_the_outer_one() {
    RankingPushes undercountedOutside = RankingPushes.of(List.of(patch(9, 4), patch(6, 5)));

    assertThat(undercountedOutside)
        .isEqualTo(
            new RankingPushes(
                new PairDirections(1, 0, 1, 0),
                new PairDirections(1, 0, 1, 0),
                new PatchErrors(2, 15, 6),
                new PatchErrors(1, 9, 5),
                new PatchErrors(1, 6, 1),
                PatchErrors.NONE));
    assertThat(RankingPushes.of(List.of(patch(9, 8), patch(6, 10))).violated())
        .isEqualTo(new PairDirections(1, 1, 1, 1));
  }

  @Test
  void pairs_in_order_and_ties_push_nothing() {
    RankingPushes pushes = RankingPushes.of(List.of(patch(9, 8), patch(6, 8), patch(2, 3)));

    assertThat(pushes.violated()).isEqualTo(PairDirections.NONE);
    assertThat(pushes.all()).isEqualTo(new PairDirections(3, 3, 2, 2));
    assertThat(pushes.unpushed()).isEqualTo(new PatchErrors(3, 17, 4));
    assertThat(pushes.patches()).isEqualTo(pushes.unpushed());
  }

  /** The middle patch is the inner one of one violated pair and the outer one of another. */
  @Test
  void pushes_of_a_patch_add_up_and_may_cancel_out() {
    RankingPushes pushes = RankingPushes.of(List.of(patch(9, 1), patch(6, 2), patch(3, 3)));

    assertThat(pushes.violated()).isEqualTo(new PairDirections(3, 0, 3, 0));
    assertThat(pushes.pushed()).isEqualTo(new PatchErrors(3, 18, 12));
    assertThat(pushes.helped()).isEqualTo(new PatchErrors(1, 9, 8));
    assertThat(pushes.harmed())
        .as("the smallest is right and is pushed away")
        .isEqualTo(new PatchErrors(1, 3, 0));
  }

  @Test
  void one_of_the_two_pushes_of_a_violated_pair_is_right_whatever_counted() {
    SplittableRandom random = new SplittableRandom(4);
    RankingPushes all = RankingPushes.empty();
    for (int i = 0; i < 500; i++) {
      List<CountPair> chain = new ArrayList<>();
      double truth = 100;
      for (int j = 0; j < 5; j++) {
        truth *= random.nextDouble();
        chain.add(patch(truth, 100 * random.nextDouble()));
      }
      all = all.plus(RankingPushes.of(chain));
    }

    assertThat(all.all().pairs()).isEqualTo(5000);
    PairDirections violated = all.violated();
    assertThat(violated.pairs()).isBetween(2000, 3000);
    assertThat(violated.innerOver() + violated.outerUnder() - violated.both())
        .isEqualTo(violated.pairs());
    assertThat(all.helped().patches() + all.harmed().patches())
        .isLessThanOrEqualTo(all.pushed().patches());
    assertThat(all.patches().patches()).isEqualTo(2500);
    assertThat(RankingPushes.empty().plus(all)).isEqualTo(all);
  }
}
