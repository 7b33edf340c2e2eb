package io.github.crowdrank.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.HeadPoint;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BayesianDensityLossTest {
  private static final BayesianDensityLoss LOSS = new BayesianDensityLoss();

  /** The loss as it is written down: every head and the background at every cell, nothing cut. */
  private static double naive(float[] predicted, DensityTarget target) {
    int width = target.density().width();
    double background = Math.exp(-16 / 2.0);
    double[] received = new double[target.heads().size()];
    double lost = 0;
    for (int cell = 0; cell < predicted.length; cell++) {
      int row = cell / width;
      int column = cell % width;
      double[] likelihoods = new double[received.length];
      double all = background;
      for (int n = 0; n < received.length; n++) {
        HeadPoint head = target.heads().get(n);
        double x = column + 0.5 - head.x();
        double y = row + 0.5 - head.y();
        likelihoods[n] = Math.exp(-(x * x + y * y) / 2);
        all += likelihoods[n];
      }
      for (int n = 0; n < received.length; n++) {
        received[n] += predicted[cell] * likelihoods[n] / all;
      }
      lost += predicted[cell] * background / all;
    }
    double loss = Math.abs(lost);
    for (double share : received) {
      loss += Math.abs(1 - share);
    }
    return loss;
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void it_is_the_sum_over_all_heads_and_cells(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DensityTarget target = Gradients.target(23, 17, 40, random);
    float[] predicted = Gradients.positive(23 * 17, random);

    assertThat(LOSS.evaluate(predicted, List.of(target)).loss())
        .isCloseTo(naive(predicted, target), within(1e-3));
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void the_gradient_is_that_of_the_loss(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<DensityTarget> targets =
        List.of(Gradients.target(12, 9, 7, random), Gradients.target(12, 9, 0, random));

    Gradients.assertGradientIsThatOfTheLoss(LOSS, Gradients.positive(2 * 12 * 9, random), targets);
  }

  @Test
  void a_person_at_each_head_and_none_elsewhere_costs_next_to_nothing() {
    List<HeadPoint> heads = List.of(new HeadPoint(5.5, 4.5), new HeadPoint(25.5, 20.5));
    float[] density = new float[30 * 25];
    density[4 * 30 + 5] = 1;
    density[20 * 30 + 25] = 1;
    DensityTarget target = new DensityTarget(DensityMap.of(30, 25, density), heads);

    assertThat(LOSS.evaluate(density, List.of(target)).loss()).isLessThan(0.01);
    assertThat(LOSS.evaluate(new float[30 * 25], List.of(target)).loss()).isEqualTo(2);
  }

  @Test
  void without_heads_all_that_is_predicted_is_wrong() {
    DensityTarget empty = new DensityTarget(DensityMap.of(2, 2, new float[4]), List.of());
    LossGradient found = LOSS.evaluate(new float[] {1, 2, 0, 0.5f}, List.of(empty));

    assertThat(found.loss()).isCloseTo(3.5, within(1e-9));
    assertThat(found.gradient()).containsOnly(1);
  }

  @Test
  void a_prediction_that_is_no_number_never_costs_nothing() {
    DensityTarget target = Gradients.target(2, 1, 1, new SplittableRandom(1));

    assertThat(LOSS.evaluate(new float[] {0, Float.NaN}, List.of(target)).loss()).isNaN();
  }

  @ParameterizedTest(name = "sigma={0}")
  @ValueSource(doubles = {1, 1e-3, 1e-200})
  void far_from_every_head_all_is_background_up_to_the_farthest_background_there_is(double sigma) {
    List<HeadPoint> heads = List.of(new HeadPoint(0.5, 0.5));
    DensityTarget target = new DensityTarget(DensityMap.of(120, 120, new float[14_400]), heads);
    float[] far = new float[14_400];
    far[14_399] = 2;

    LossGradient found = new BayesianDensityLoss(sigma, 37 * sigma).evaluate(far, List.of(target));

    // Nobody is at the head, and two are where nobody is.
    assertThat(found.loss()).isCloseTo(3, within(1e-9));
    for (float slope : found.gradient()) {
      assertThat(slope).isFinite();
    }
    assertThat(found.gradient()[14_399]).isEqualTo(1);
  }

  @ParameterizedTest(name = "sigma={0}")
  @ValueSource(doubles = {1, 1e-200, 1e200})
  void a_background_so_far_away_that_its_likelihood_vanishes_is_refused(double sigma) {
    assertThatThrownBy(() -> new BayesianDensityLoss(sigma, 40 * sigma))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 37 sigma but " + 40 * sigma);
    assertThatThrownBy(() -> new BayesianDensityLoss(1e-300, 1e300))
        .hasMessageContaining("at most 37 sigma");
  }

  @Test
  void what_makes_no_sense_is_refused() {
    assertThatThrownBy(() -> new BayesianDensityLoss(0, 1)).hasMessageContaining("sigma");
    assertThatThrownBy(() -> new BayesianDensityLoss(1, Double.NaN))
        .hasMessageContaining("background distance");
    assertThatThrownBy(() -> LOSS.evaluate(new float[1], List.of()))
        .hasMessageContaining("at least one target");
  }
}
