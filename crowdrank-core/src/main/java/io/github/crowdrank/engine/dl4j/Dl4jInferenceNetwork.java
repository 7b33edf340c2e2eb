package io.github.crowdrank.engine.dl4j;

import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Forward passes of a graph. */
final class Dl4jInferenceNetwork implements InferenceNetwork {
  private final GraphRunner runner;

  Dl4jInferenceNetwork(GraphRunner runner) {
    this.runner = runner;
  }

  @Override
  public NetworkSpec spec() {
    return runner.spec();
  }

  @Override
  public FeatureMaps forward(FeatureMaps input) {
    spec().checkBatch(input);
    return runner.callInterruptibly(
        graph -> {
          try (INDArray x = Arrays4d.of(input)) {
            INDArray output = graph.outputSingle(x);
            FeatureMaps result = Arrays4d.toFeatureMaps(output);
            Arrays4d.free(output);
            return result;
          }
        });
  }

  @Override
  public long forwardBytes(int height, int width) {
    return runner.forwardBytes(height, width);
  }

  @Override
  public String describe() {
    return runner.describe();
  }

  @Override
  public void close() {
    runner.close(() -> {});
  }
}
