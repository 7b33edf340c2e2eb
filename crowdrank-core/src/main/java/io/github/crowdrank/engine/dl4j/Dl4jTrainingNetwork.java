package io.github.crowdrank.engine.dl4j;

import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.Dl4jGraphs;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Forward and backward passes of a graph, with errors from outside. */
final class Dl4jTrainingNetwork implements TrainingNetwork {
  private final GraphRunner runner;
  private final Set<String> frozen;

  /** Result of each layer of the last forward pass, the input included; by name. */
  private Map<String, INDArray> activations = Map.of();

  private @Nullable FeatureMaps output;

  Dl4jTrainingNetwork(GraphRunner runner, Set<String> frozen) {
    this.runner = runner;
    this.frozen = Set.copyOf(frozen);
  }

  @Override
  public NetworkSpec spec() {
    return runner.spec();
  }

  @Override
  public String arithmetic() {
    return runner.describe();
  }

  @Override
  public FeatureMaps forward(FeatureMaps batch) {
    spec().checkBatch(batch);
    return runner.call(
        graph -> {
          release(graph);
          activations = graph.feedForward(new INDArray[] {Arrays4d.of(batch)}, true, false);
          OneDnnConvolutions.keep(graph, activations);
          String last = runner.spec().output().name();
          FeatureMaps result =
              Arrays4d.toFeatureMaps(Objects.requireNonNull(activations.get(last)));
          output = result;
          return result;
        });
  }

  @Override
  public void backward(FeatureMaps outputGradient, float[] gradient) {
    runner.call(
        graph -> {
          check(outputGradient, gradient);
          try (INDArray errors = Arrays4d.of(outputGradient)) {
            Gradient found = graph.backpropGradient(errors);
            found
                .gradientForVariable()
                .keySet()
                .removeIf(parameter -> frozen.contains(Dl4jGraphs.layer(parameter)));
            Dl4jGraphs.addGradient(runner.spec(), found, gradient);
          } finally {
            release(graph);
          }
          return gradient;
        });
  }

  private void check(FeatureMaps outputGradient, float[] gradient) {
    FeatureMaps result = output;
    if (result == null) {
      throw new IllegalStateException("a backward pass needs a forward pass before it");
    }
    spec().checkGradient(result, outputGradient, gradient);
  }

  /** A backward pass overwrites what the forward pass left, so that neither serves twice. */
  private void release(ComputationGraph graph) {
    output = null;
    OneDnnConvolutions.forget(graph);
    activations.values().forEach(Arrays4d::free);
    activations = Map.of();
  }

  @Override
  public void setWeights(Weights weights) {
    spec().checkWeights(weights);
    runner.call(
        graph -> {
          Dl4jGraphs.setWeights(graph, weights);
          return weights;
        });
  }

  @Override
  public void close() {
    runner.close(() -> activations.values().forEach(Arrays4d::free));
  }
}
