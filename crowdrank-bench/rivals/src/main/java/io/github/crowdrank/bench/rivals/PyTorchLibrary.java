package io.github.crowdrank.bench.rivals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import io.github.crowdrank.bench.Contender;
import io.github.crowdrank.bench.Library;
import io.github.crowdrank.bench.TrainingSteps;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.nio.FloatBuffer;

/** PyTorch on the processor through Deep Java Library, eagerly, with one thread per core. */
public final class PyTorchLibrary implements Library {
  private final Engine engine;

  /** Loads PyTorch from the jars; nothing is fetched. */
  public PyTorchLibrary() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    engine = Engine.getEngine("PyTorch");
    JniUtils.setNumThreads(Runtime.getRuntime().availableProcessors());
  }

  @Override
  public Contender contender() {
    return Contender.PYTORCH;
  }

  @Override
  public String description() {
    return "PyTorch %s through DJL %s, eager, %d threads"
        .formatted(engine.getVersion(), Engine.getDjlVersion(), JniUtils.getNumThreads());
  }

  @Override
  public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
    return new Inference(new PyTorchGraph(spec, weights));
  }

  @Override
  public TrainingSteps compileForTraining(NetworkSpec spec, Weights weights, float learningRate) {
    PyTorchGraph graph = new PyTorchGraph(spec, weights);
    graph.parameters().values().forEach(parameter -> parameter.setRequiresGradient(true));
    return new Training(engine, graph, learningRate);
  }

  private static FeatureMaps toFeatureMaps(NDArray array) {
    long[] sides = array.getShape().getShape();
    return FeatureMaps.of(
        (int) sides[0], (int) sides[1], (int) sides[2], (int) sides[3], array.toFloatArray());
  }

  private record Inference(PyTorchGraph graph) implements InferenceNetwork {
    @Override
    public NetworkSpec spec() {
      return graph.spec();
    }

    @Override
    public FeatureMaps forward(FeatureMaps input) {
      JniUtils.setGradMode(false);
      try (NDManager memory = graph.newMemory()) {
        return toFeatureMaps(graph.run(PyTorchGraph.array(memory, input)));
      }
    }

    @Override
    public long forwardBytes(int height, int width) {
      return spec().activationBytes(height, width);
    }

    @Override
    public String describe() {
      return "PyTorch";
    }

    @Override
    public void close() {
      graph.close();
    }
  }

  private record Training(Engine engine, PyTorchGraph graph, float learningRate)
      implements TrainingSteps {
    @Override
    public double step(FeatureMaps batch, FeatureMaps target) {
      // The collector switches it on for as long as it is open; parameters can be changed without.
      JniUtils.setGradMode(false);
      try (NDManager memory = graph.newMemory()) {
        double value;
        try (GradientCollector collector = engine.newGradientCollector()) {
          NDArray output = graph.run(PyTorchGraph.array(memory, batch));
          NDArray loss =
              output
                  .sub(PyTorchGraph.array(memory, target))
                  .square()
                  .sum()
                  .mul(0.5f / batch.count());
          collector.backward(loss);
          value = loss.getFloat();
        }
        for (NDArray parameter : graph.parameters().values()) {
          try (NDArray gradient = parameter.getGradient()) {
            parameter.subi(gradient.muli(learningRate));
            gradient.muli(0);
          }
        }
        return value;
      }
    }

    @Override
    public float[] weights() {
      float[] all = new float[graph.spec().parameterCount()];
      FloatBuffer buffer = FloatBuffer.wrap(all);
      graph.parameters().values().forEach(parameter -> buffer.put(parameter.toFloatArray()));
      return all;
    }

    @Override
    public void close() {
      graph.close();
    }
  }
}
