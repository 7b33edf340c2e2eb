package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.network.NetworkSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps as long as their clipped gradients: plain descent at a rate of 1, without decay. */
class TrainedWeightsTest {
  private static final NetworkSpec NETWORK = SmallTraining.NETWORK;

  private final TrainedWeights weights =
      new TrainedWeights(
          new float[NETWORK.parameterCount()],
          Preset.MODERN.recipe(NETWORK, 1000),
          new ParameterUpdater(
              NETWORK,
              new Optimizer.Momentum(0),
              LearningRate.constant(1),
              ParameterRules.uniform(0)),
          Reaction.STOP);
  private int steps;

  @ParameterizedTest(
      name = "counting {0}, ranking {1} after 200 steps of counting {2}, ranking {3}")
  @CsvSource({"1,0,0,1", "1,100,0,1", "1,0,1,100", "1,100,1,0", "0,1,1,100"})
  void long_gradients_of_one_kind_of_step_outlive_short_ones_of_another(
      double counting, double ranking, double countingBefore, double rankingBefore) {
    TaskWeights before = new TaskWeights(countingBefore, rankingBefore);
    for (int i = 0; i < 200; i++) {
      assertThat(step(0.01, before)).isCloseTo(0.01, within(1e-4));
    }
    TaskWeights then = new TaskWeights(counting, ranking);

    assertThat(step(30_000, then)).isCloseTo(30_000, within(1.0));

    assertThat(step(300_000, then)).as("1.5 times the mean").isCloseTo(45_000, within(1.0));
    assertThat(step(30_000, before)).as("of the other kind").isCloseTo(0.015, within(1e-4));
  }

  /** How far a step goes, from 0. */
  private double step(double length, TaskWeights tasks) {
    weights.values()[0] = 0;
    float[] gradient = new float[NETWORK.parameterCount()];
    gradient[0] = (float) length;
    assertThat(weights.step(gradient, steps++, tasks)).isNull();
    return -weights.values()[0];
  }
}
