package io.github.crowdrank.train;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.util.Set;

/**
 * An engine that goes wrong in some passes.
 *
 * @param passes which training passes, from 1
 * @param where what goes wrong in them
 * @param value what takes the place of a value
 */
record PoisonedEngine(Set<Integer> passes, Where where, float value) implements Engine {
  /** What is poisoned. */
  enum Where {
    /** A cell of the output. */
    OUTPUT,
    /** All of the output is so many times too large. */
    SCALE,
    /** An element of the gradient. */
    GRADIENT
  }

  @Override
  public String name() {
    return "poisoned";
  }

  @Override
  public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
    return OneDnnEngine.create().compile(spec, weights);
  }

  @Override
  public TrainingNetwork compileForTraining(NetworkSpec spec, Weights weights, Set<String> frozen) {
    return new Network(OneDnnEngine.create().compileForTraining(spec, weights, frozen));
  }

  private final class Network implements TrainingNetwork {
    private final TrainingNetwork real;
    private int pass;

    Network(TrainingNetwork real) {
      this.real = real;
    }

    private boolean isPoisoned(Where place) {
      return where == place && passes.contains(pass);
    }

    @Override
    public NetworkSpec spec() {
      return real.spec();
    }

    @Override
    public FeatureMaps forward(FeatureMaps batch) {
      pass++;
      FeatureMaps output = real.forward(batch);
      float[] values = output.values();
      if (isPoisoned(Where.OUTPUT)) {
        values[values.length / 2] = value;
      }
      for (int i = 0; i < values.length && isPoisoned(Where.SCALE); i++) {
        values[i] = value * (1 + Math.abs(values[i]));
      }
      return output;
    }

    @Override
    public void backward(FeatureMaps outputGradient, float[] gradient) {
      real.backward(outputGradient, gradient);
      if (isPoisoned(Where.GRADIENT)) {
        gradient[gradient.length / 2] = value;
      }
    }

    @Override
    public String arithmetic() {
      return real.arithmetic();
    }

    @Override
    public void setWeights(Weights weights) {
      real.setWeights(weights);
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
