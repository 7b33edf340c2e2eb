package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Parameter;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the formulas written out per parameter in double precision. */
class ParameterUpdaterTest {
  private static final NetworkSpec SPEC = SmallTraining.NETWORK;
  private static final LearningRate RATE = LearningRate.steps(0.01, 0.5, 3);
  private static final ParameterRules RULES =
      new ParameterRules(Map.of("out", 10.0, "dw", 0.0), 2, 5e-2, false, false);

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void momentum_with_rates_and_decay_of_its_own_for_each_parameter(long seed) {
    double mu = 0.9;
    double[] velocity = new double[SPEC.parameterCount()];
    check(
        seed,
        new Optimizer.Momentum(mu),
        RULES,
        (i, gradient, rate, step) -> {
          double previous = velocity[i];
          velocity[i] = mu * previous - rate * gradient;
          return mu * previous - (1 + mu) * velocity[i];
        });
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void adam_with_decoupled_decay(long seed) {
    double[] mean = new double[SPEC.parameterCount()];
    double[] square = new double[SPEC.parameterCount()];
    check(
        seed,
        Optimizer.adam(),
        new ParameterRules(RULES.layerRates(), 1, 5e-2, false, true),
        (i, gradient, rate, step) -> {
          mean[i] = 0.9 * mean[i] + 0.1 * gradient;
          square[i] = 0.999 * square[i] + 0.001 * gradient * gradient;
          double corrected =
              rate * Math.sqrt(1 - Math.pow(0.999, step + 1)) / (1 - Math.pow(0.9, step + 1));
          return corrected * mean[i] / (Math.sqrt(square[i]) + 1e-8);
        });
  }

  private interface Formula {
    double step(int index, double gradient, double rate, int step);
  }

  private static void check(long seed, Optimizer optimizer, ParameterRules rules, Formula formula) {
    SplittableRandom random = new SplittableRandom(seed);
    ParameterUpdater updater = new ParameterUpdater(SPEC, optimizer, RATE, rules);
    int count = SPEC.parameterCount();
    float[] values = new float[count];
    double[] expected = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
      expected[i] = values[i];
    }
    for (int step = 0; step < 8; step++) {
      float[] gradient = new float[count];
      for (int i = 0; i < count; i++) {
        gradient[i] = (float) random.nextDouble(-1, 1);
      }
      for (Parameter parameter : SPEC.parameters()) {
        boolean bias = parameter.kind() == Parameter.Kind.BIAS;
        double decay = bias ? 0 : 5e-2;
        double factor =
            rules.layerRates().getOrDefault(parameter.layer(), 1.0) * (bias ? rules.biasRate() : 1);
        for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
          double slope = gradient[i] + (rules.decoupled() ? 0 : decay * expected[i]);
          double change = formula.step(i, slope, RATE.at(step), step);
          double pull = rules.decoupled() ? RATE.at(step) * decay * expected[i] : 0;
          expected[i] -= factor * (change + pull);
        }
      }
      updater.step(values, gradient, step);
      if (step == 4) {
        float[] saved = updater.state();
        updater = new ParameterUpdater(SPEC, optimizer, RATE, rules);
        updater.restore(saved);
      }
    }
    for (int i = 0; i < count; i++) {
      assertThat((double) values[i]).as("value %d", i).isCloseTo(expected[i], within(2e-5));
    }
  }
}
