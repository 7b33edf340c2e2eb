package io.github.crowdrank.bench;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.network.Dl4jGraphs;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j as somebody would call it who knows none of its switches. Forward passes only. */
record Dl4jAsShipped() implements Library {
  @Override
  public Contender contender() {
    return Contender.DL4J_AS_SHIPPED;
  }

  @Override
  public String description() {
    return Dl4jEngine.create().name() + ", no setting changed";
  }

  @Override
  public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
    return new Graph(spec, Dl4jGraphs.toGraph(spec, weights));
  }

  @Override
  public TrainingSteps compileForTraining(NetworkSpec spec, Weights weights, float learningRate) {
    throw new EngineException("a step of Deeplearning4j as shipped takes a minute; not measured");
  }

  private record Graph(NetworkSpec spec, ComputationGraph graph) implements InferenceNetwork {
    @Override
    public FeatureMaps forward(FeatureMaps input) {
      long[] shape = {input.count(), input.channels(), input.height(), input.width()};
      try (INDArray x = Nd4j.create(input.values(), shape, 'c')) {
        INDArray output = graph.outputSingle(x);
        return FeatureMaps.of(
            (int) output.size(0),
            (int) output.size(1),
            (int) output.size(2),
            (int) output.size(3),
            output.dup('c').data().asFloat());
      }
    }

    @Override
    public long forwardBytes(int height, int width) {
      return spec().activationBytes(height, width);
    }

    @Override
    public String describe() {
      return "Deeplearning4j as shipped";
    }

    @Override
    public void close() {
      graph.close();
    }
  }
}
