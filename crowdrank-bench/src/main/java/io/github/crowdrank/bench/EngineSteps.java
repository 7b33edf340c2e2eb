package io.github.crowdrank.bench;

import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.Weights;
import java.util.Arrays;

/** Gradient descent by an engine of this project, with the parameters in Java. */
final class EngineSteps implements TrainingSteps {
  private final TrainingNetwork network;
  private final float learningRate;
  private final float[] values;
  private final float[] gradient;

  EngineSteps(TrainingNetwork network, Weights weights, float learningRate) {
    this.network = network;
    this.learningRate = learningRate;
    this.values = weights.toArray();
    this.gradient = new float[values.length];
  }

  @Override
  public double step(FeatureMaps batch, FeatureMaps target) {
    FeatureMaps output = network.forward(batch);
    float[] errors = output.values();
    double loss = 0;
    for (int i = 0; i < errors.length; i++) {
      float error = errors[i] - target.values()[i];
      loss += (double) error * error;
      errors[i] = error / batch.count();
    }
    Arrays.fill(gradient, 0);
    network.backward(output, gradient);
    for (int i = 0; i < values.length; i++) {
      values[i] -= learningRate * gradient[i];
    }
    network.setWeights(Weights.of(network.spec(), values));
    return loss / 2 / batch.count();
  }

  @Override
  public float[] weights() {
    return values.clone();
  }

  @Override
  public void close() {
    network.close();
  }
}
