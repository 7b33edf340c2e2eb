package io.github.crowdrank.train.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.sampling.RankedPatchSampler;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.RankingAccuracy;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NestedOrderTest {
  private static final RankedPatchSampler CROPS =
      RankedPatchSampler.builder().patches(4).size(64).build();
  private static final UnlabeledImages PAINTED =
      SyntheticCrowd.builder().size(160, 120).people(5, 40).build().unlabeled(3, 8);

  @Test
  void each_pair_of_crops_is_compared_as_pictures_of_their_own() throws IOException {
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      int correct = 0;
      for (int i = 0; i < PAINTED.size(); i++) {
        List<RgbImage> chain = CROPS.sample(PAINTED.image(i), new SplittableRandom(5 + i));
        for (int outer = 0; outer < 4; outer++) {
          for (int inner = outer + 1; inner < 4; inner++) {
            boolean right =
                counter.estimate(chain.get(outer)).count()
                    > counter.estimate(chain.get(inner)).count();
            correct += right ? 1 : 0;
          }
        }
      }

      RankingAccuracy order = NestedOrder.of(counter, PAINTED, CROPS, 5);

      assertThat(order.pairs()).isEqualTo(18);
      assertThat(order.correct()).isEqualTo(correct);
      assertThat(NestedOrder.of(counter, PAINTED, CROPS, 5)).isEqualTo(order);
    }
  }
}
