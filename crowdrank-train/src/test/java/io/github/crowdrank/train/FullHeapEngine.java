package io.github.crowdrank.train;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.engine.automatic.AutomaticEngine;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine whose networks find no room in the heap in one of their passes.
 *
 * @param counting which of those that count, from 1; 0 for none
 * @param training which of those that learn, from 1; 0 for none
 */
public record FullHeapEngine(int counting, int training) implements Engine {
  @Override
  public String name() {
    return "full heap";
  }

  @Override
  public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
    InferenceNetwork real = AutomaticEngine.create().compile(spec, weights);
    AtomicInteger pass = new AtomicInteger();
    return new InferenceNetwork() {
      @Override
      public NetworkSpec spec() {
        return real.spec();
      }

      @Override
      public FeatureMaps forward(FeatureMaps input) {
        requireRoom(pass, counting);
        return real.forward(input);
      }

      @Override
      public long forwardBytes(int height, int width) {
        return real.forwardBytes(height, width);
      }

      @Override
      public String describe() {
        return real.describe();
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }

  private static void requireRoom(AtomicInteger pass, int full) {
    if (pass.incrementAndGet() == full) {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Override
  public TrainingNetwork compileForTraining(NetworkSpec spec, Weights weights, Set<String> frozen) {
    TrainingNetwork real = AutomaticEngine.create().compileForTraining(spec, weights, frozen);
    AtomicInteger pass = new AtomicInteger();
    return new TrainingNetwork() {
      @Override
      public NetworkSpec spec() {
        return real.spec();
      }

      @Override
      public String arithmetic() {
        return real.arithmetic();
      }

      @Override
      public FeatureMaps forward(FeatureMaps batch) {
        requireRoom(pass, training);
        return real.forward(batch);
      }

      @Override
      public void backward(FeatureMaps outputGradient, float[] gradient) {
        real.backward(outputGradient, gradient);
      }

      @Override
      public void setWeights(Weights weights) {
        real.setWeights(weights);
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }
}
