package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import org.jspecify.annotations.Nullable;

/** Forward and backward passes, compiled per batch shape. */
final class OneDnnTrainingNetwork implements TrainingNetwork {
  private final Programs programs;
  private final String arithmetic;

  /** Holds what the last forward pass left for the backward pass; null if nothing is left. */
  private @Nullable Program last;

  private @Nullable FeatureMaps output;

  OneDnnTrainingNetwork(Programs programs, String arithmetic) {
    this.programs = programs;
    this.arithmetic = arithmetic;
    programs.freeWith(this);
  }

  @Override
  public NetworkSpec spec() {
    return programs.spec();
  }

  @Override
  public String arithmetic() {
    return arithmetic;
  }

  @Override
  public FeatureMaps forward(FeatureMaps batch) {
    BatchShape shape = BatchShape.of(batch, spec());
    return OneDnn.call(
        () -> {
          last = null;
          output = null;
          Program program = programs.of(shape);
          FeatureMaps result = program.forward(batch);
          last = program;
          output = result;
          return result;
        });
  }

  @Override
  public void backward(FeatureMaps outputGradient, float[] gradient) {
    OneDnn.call(
        () -> {
          programs.checkOpen();
          Program program = last;
          FeatureMaps result = output;
          if (program == null || result == null) {
            throw new IllegalStateException("a backward pass needs a forward pass before it");
          }
          spec().checkGradient(result, outputGradient, gradient);
          last = null;
          output = null;
          program.backward(outputGradient);
          programs.addGradientTo(gradient);
        });
  }

  @Override
  public void setWeights(Weights weights) {
    OneDnn.call(() -> programs.setWeights(weights));
  }

  @Override
  public void close() {
    OneDnn.call(
        () -> {
          last = null;
          output = null;
          programs.close();
        });
  }
}
