package io.github.crowdrank.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.HeadPoint;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionMatchingLossTest {
  private static final DistributionMatchingLoss CONVERGED =
      new DistributionMatchingLoss(1, 0.1, 1, 500);

  /** Sinkhorn's algorithm on the full matrix of all pairs of cells, and the cost of its plan. */
  private static double naive(double[] from, double[] to, int width) {
    int cells = from.length;
    double[][] squared = new double[cells][cells];
    for (int i = 0; i < cells; i++) {
      for (int j = 0; j < cells; j++) {
        int x = i % width - j % width;
        int y = (i - i % width) / width - (j - j % width) / width;
        squared[i][j] = x * x + y * y;
      }
    }
    double[] u = new double[cells];
    double[] v = new double[cells];
    Arrays.fill(v, 1);
    for (int iteration = 0; iteration < 500; iteration++) {
      for (int i = 0; i < cells; i++) {
        double sum = 0;
        for (int j = 0; j < cells; j++) {
          sum += Math.exp(-squared[i][j] / 2) * v[j];
        }
        u[i] = from[i] / sum;
      }
      for (int j = 0; j < cells; j++) {
        double sum = 0;
        for (int i = 0; i < cells; i++) {
          sum += Math.exp(-squared[i][j] / 2) * u[i];
        }
        v[j] = to[j] / sum;
      }
    }
    double cost = 0;
    for (int i = 0; i < cells; i++) {
      for (int j = 0; j < cells; j++) {
        double plan = u[i] * Math.exp(-squared[i][j] / 2) * v[j];
        // The plan's cost and its entropy relative to that of independent marginals.
        cost += plan * squared[i][j];
        cost += plan > 0 ? 2 * plan * Math.log(plan / (from[i] * to[j])) : 0;
      }
    }
    return cost;
  }

  private static double[] distribution(int length, SplittableRandom random) {
    double[] values = random.doubles(length).toArray();
    double sum = Arrays.stream(values).sum();
    return Arrays.stream(values).map(value -> value / sum).toArray();
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void transport_costs_what_the_full_plan_costs(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] from = distribution(7 * 5, random);
    double[] to = distribution(7 * 5, random);
    double[] potential = new double[7 * 5];
    double[] relative = new double[7 * 5];
    double cost = new Transport(7, 5, 1, 500).cost(from, to, potential);

    // Relative to the uniform measure of the cells our regularisation lacks the marginals' entropy.
    for (int i = 0; i < from.length; i++) {
      relative[i] = -2 * from[i] * Math.log(from[i]);
    }
    assertThat(cost + Arrays.stream(relative).sum()).isCloseTo(naive(from, to, 7), within(1e-6));
  }

  @Test
  void one_person_is_carried_by_the_squared_distance() {
    double[] from = new double[30];
    double[] to = new double[30];
    from[0] = 1;
    to[2 * 6 + 5] = 1;

    assertThat(new Transport(6, 5, 1, 10).cost(from, to, new double[30]))
        .isCloseTo(5 * 5 + 2 * 2, within(1e-9));
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void the_gradient_is_that_of_the_loss(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<DensityTarget> targets =
        List.of(Gradients.target(8, 6, 9, random), Gradients.target(8, 6, 0, random));

    Gradients.assertGradientIsThatOfTheLoss(CONVERGED, Gradients.positive(2 * 48, random), targets);
  }

  /** As networks without a final rectifier predict them. */
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void the_gradient_is_that_of_the_loss_also_at_cells_below_0(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<DensityTarget> targets =
        List.of(Gradients.target(8, 6, 9, random), Gradients.target(8, 6, 0, random));
    float[] predicted = Gradients.positive(2 * 48, random);
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = random.nextInt(3) == 0 ? -0.1f - predicted[i] / 4 : 0.1f + predicted[i];
    }

    Gradients.assertGradientIsThatOfTheLoss(CONVERGED, predicted, targets);
  }

  @Test
  void at_an_empty_cell_the_gradient_is_that_of_filling_it() {
    SplittableRandom random = new SplittableRandom(4);
    List<DensityTarget> targets = List.of(Gradients.target(8, 6, 9, random));
    HeadPoint head = targets.get(0).heads().get(0);
    int cell = 8 * (int) head.y() + (int) head.x();
    float[] predicted = Gradients.positive(48, random);
    predicted[cell] = 0;
    LossGradient at = CONVERGED.evaluate(predicted, targets);

    predicted[cell] = 1f / 4096;

    double slope = 4096 * (CONVERGED.evaluate(predicted, targets).loss() - at.loss());
    assertThat((double) at.gradient()[cell]).isCloseTo(slope, within(1e-2));
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void a_crowd_that_is_found_costs_less_than_nothing_but_no_less_than_its_entropy(long seed) {
    double[] crowd = distribution(7 * 5, new SplittableRandom(seed));
    double entropy = -Arrays.stream(crowd).map(share -> share * Math.log(share)).sum();

    assertThat(new Transport(7, 5, 1, 500).cost(crowd, crowd, new double[7 * 5]))
        .isBetween(-2 * entropy, -0.1);
  }

  @Test
  void people_in_the_wrong_place_cost_more_the_farther_away_they_are() {
    List<DensityTarget> target = Maps.asTargets(new float[] {1, 0, 0, 0, 0, 0}, 1, 1, 6);
    DensityLoss loss = new DistributionMatchingLoss();
    double right = loss.evaluate(new float[] {1, 0, 0, 0, 0, 0}, target).loss();
    double near = loss.evaluate(new float[] {0, 1, 0, 0, 0, 0}, target).loss();
    double far = loss.evaluate(new float[] {0, 0, 0, 0, 0, 1}, target).loss();

    assertThat(right).isCloseTo(0, within(1e-6));
    assertThat(near).isCloseTo(6.4 + 0.01, within(1e-6));
    assertThat(far).isCloseTo(6.4 * 25 + 0.01, within(1e-6));
  }

  @Test
  void a_prediction_that_is_no_number_never_costs_nothing() {
    assertThat(
            new DistributionMatchingLoss()
                .evaluate(new float[] {Float.NaN, 1}, Maps.asTargets(new float[] {1, 0}, 1, 1, 2))
                .loss())
        .isNaN();
  }

  @Test
  void what_makes_no_sense_is_refused() {
    assertThatThrownBy(() -> new DistributionMatchingLoss(-1, 0, 1, 1))
        .hasMessageContaining("transport weight");
    assertThatThrownBy(() -> new DistributionMatchingLoss(1, 0, 0, 1)).hasMessageContaining("blur");
    assertThatThrownBy(() -> new DistributionMatchingLoss(1, 0, 1, 0))
        .hasMessageContaining("iterations");
  }
}
