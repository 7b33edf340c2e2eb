package io.github.crowdrank.bench.rivals;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.crowdrank.bench.Contender;
import io.github.crowdrank.bench.Library;
import io.github.crowdrank.bench.TrainingSteps;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.OnnxExport;
import io.github.crowdrank.network.Weights;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * ONNX Runtime on the processor, with all its graph optimisations and one thread per core. It does
 * not train.
 */
public final class OnnxRuntimeLibrary implements Library {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

  @Override
  public Contender contender() {
    return Contender.ONNX_RUNTIME;
  }

  @Override
  public String description() {
    return "ONNX Runtime %s, all optimisations, %d threads"
        .formatted(environment.getVersion(), cores());
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(cores());
      byte[] model = OnnxExport.toBytes(spec, weights);
      return new Session(spec, environment, environment.createSession(model, options));
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime refuses network \"" + spec.name() + "\"", e);
    }
  }

  @Override
  public TrainingSteps compileForTraining(NetworkSpec spec, Weights weights, float learningRate) {
    throw new EngineException("ONNX Runtime does not train");
  }

  private record Session(NetworkSpec spec, OrtEnvironment environment, OrtSession session)
      implements InferenceNetwork {
    @Override
    public FeatureMaps forward(FeatureMaps input) {
      long[] shape = {input.count(), input.channels(), input.height(), input.width()};
      try (OnnxTensor tensor =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.values()), shape);
          OrtSession.Result result = session.run(Map.of(spec.input().name(), tensor))) {
        OnnxTensor output = (OnnxTensor) result.get(0);
        long[] sides = output.getInfo().getShape();
        return FeatureMaps.of(
            (int) sides[0],
            (int) sides[1],
            (int) sides[2],
            (int) sides[3],
            output.getFloatBuffer().array());
      } catch (OrtException e) {
        throw new EngineException("ONNX Runtime fails at " + input, e);
      }
    }

    @Override
    public long forwardBytes(int height, int width) {
      return spec().activationBytes(height, width);
    }

    @Override
    public String describe() {
      return "ONNX Runtime";
    }

    @Override
    public void close() {
      try {
        session.close();
      } catch (OrtException e) {
        throw new EngineException("ONNX Runtime does not close", e);
      }
    }
  }
}
