package io.github.crowdrank.train;

import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Parameter;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Applies gradients to the flat parameter vector through one of ND4J's updaters.
 *
 * <p>The updater sees one vector at the base rate; a parameter's own factor scales the step that
 * comes out. That equals a rate of its own, because the steps of both updaters are proportional to
 * the rate and the factors do not change over time.
 */
final class ParameterUpdater {
  private final List<Parameter> parameters;
  private final ParameterRules rules;
  private final LearningRate learningRate;
  private final INDArray state;
  private final GradientUpdater<?> updater;

  ParameterUpdater(
      NetworkSpec spec, Optimizer optimizer, LearningRate learningRate, ParameterRules rules) {
    this.parameters = spec.parameters();
    this.rules = rules;
    this.learningRate = learningRate;
    IUpdater config = updater(optimizer, new Rate(learningRate));
    int count = spec.parameterCount();
    this.state = Nd4j.zeros(DataType.FLOAT, 1, config.stateSize(count));
    this.updater = config.instantiate(state, true);
    updater.setStateViewArray(state, new long[] {1, count}, 'c', true);
  }

  private static IUpdater updater(Optimizer optimizer, ISchedule rate) {
    if (optimizer instanceof Optimizer.Momentum momentum) {
      return new Nesterovs(rate, momentum.momentum());
    }
    Optimizer.AdaptiveMoments adam = (Optimizer.AdaptiveMoments) optimizer;
    return Adam.builder()
        .learningRateSchedule(rate)
        .beta1(adam.beta1())
        .beta2(adam.beta2())
        .build();
  }

  /** Our schedule in ND4J's form; it counts iterations where we count steps. */
  private record Rate(LearningRate learningRate) implements ISchedule {
    @Override
    public double valueAt(int iteration, int epoch) {
      return learningRate.at(iteration);
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }

  /** Changes {@code values} by one step; {@code gradient} is used up. */
  void step(float[] values, float[] gradient, int step) {
    if (!rules.decoupled()) {
      addDecay(values, gradient);
    }
    INDArray update = Nd4j.createFromArray(gradient).reshape(1, gradient.length);
    updater.applyUpdater(update, step, 0);
    float[] steps = update.data().asFloat();
    update.close();
    double rate = learningRate.at(step);
    if (rate == 0) {
      // ND4J's Adam takes a rate of 1e-8 for one of 0.
      return;
    }
    for (Parameter parameter : parameters) {
      float factor = (float) rules.rate(parameter);
      float decay = rules.decoupled() ? (float) (rate * rules.decay(parameter)) : 0;
      int end = parameter.offset() + parameter.size();
      for (int i = parameter.offset(); i < end; i++) {
        values[i] -= factor * (steps[i] + decay * values[i]);
      }
    }
  }

  private void addDecay(float[] values, float[] gradient) {
    for (Parameter parameter : parameters) {
      float decay = (float) rules.decay(parameter);
      if (decay > 0) {
        int end = parameter.offset() + parameter.size();
        for (int i = parameter.offset(); i < end; i++) {
          gradient[i] += decay * values[i];
        }
      }
    }
  }

  /** A copy of what the updater remembers between steps. */
  float[] state() {
    return state.data().asFloat();
  }

  /**
   * Restores what {@link #state} returned.
   *
   * @throws IllegalStateException if it was the state of another optimizer
   */
  void restore(float[] saved) {
    if (saved.length != state.length()) {
      throw new IllegalStateException(
          "the updater remembers %d values but %d were saved"
              .formatted(state.length(), saved.length));
    }
    state.assign(Nd4j.createFromArray(saved).reshape(1, saved.length));
  }
}
