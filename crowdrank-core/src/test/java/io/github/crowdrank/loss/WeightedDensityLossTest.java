package io.github.crowdrank.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightedDensityLossTest {
  private static final DensityLoss EUCLIDEAN = new EuclideanDensityLoss();

  @Test
  void each_map_counts_by_its_heads_and_each_loss_by_its_factor() {
    SplittableRandom random = new SplittableRandom(1);
    DensityTarget sparse = Gradients.target(4, 4, 6, random);
    DensityTarget dense = Gradients.target(4, 4, 90, random);
    float[] predicted = Gradients.positive(32, random);
    float[] first = Arrays.copyOf(predicted, 16);
    float[] second = Arrays.copyOfRange(predicted, 16, 32);
    DensityLoss count = RegionCountLoss.whole(CountDeviation.ABSOLUTE);

    LossGradient found =
        WeightedDensityLoss.of(2, CrowdWeight.ROOT, EUCLIDEAN)
            .plus(3, CrowdWeight.EQUAL, count)
            .evaluate(predicted, List.of(sparse, dense));

    assertThat(found.loss())
        .isCloseTo(
            (2 * 1.25 * EUCLIDEAN.evaluate(first, List.of(sparse)).loss()
                    + 2 * 0.5 * EUCLIDEAN.evaluate(second, List.of(dense)).loss()
                    + 3 * count.evaluate(first, List.of(sparse)).loss()
                    + 3 * count.evaluate(second, List.of(dense)).loss())
                / 2,
            within(1e-6));
  }

  @Test
  void the_gradient_is_that_of_the_loss() {
    SplittableRandom random = new SplittableRandom(2);
    List<DensityTarget> targets =
        List.of(Gradients.target(6, 5, 8, random), Gradients.target(6, 5, 1, random));
    DensityLoss loss =
        WeightedDensityLoss.of(1, CrowdWeight.ROOT, new BayesianDensityLoss())
            .plus(0.5, CrowdWeight.ROOT, new RegionCountLoss(2, CountDeviation.ABSOLUTE));

    Gradients.assertGradientIsThatOfTheLoss(loss, Gradients.positive(60, random), targets);
  }

  @Test
  void what_makes_no_sense_is_refused() {
    assertThatThrownBy(() -> new WeightedDensityLoss(List.of()))
        .hasMessageContaining("at least one term");
    assertThatThrownBy(() -> WeightedDensityLoss.of(0, CrowdWeight.EQUAL, EUCLIDEAN))
        .hasMessageContaining("factor");
  }
}
