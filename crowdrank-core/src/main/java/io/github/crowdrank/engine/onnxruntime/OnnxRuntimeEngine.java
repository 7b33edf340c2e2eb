package io.github.crowdrank.engine.onnxruntime;

import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Counts with ONNX Runtime: the only engine for graphs in ONNX's format, and one of several for all
 * other networks, which it is given as ONNX. It does not train.
 *
 * <p>Takes a library that does not come with this one: {@value #NEEDS} for processors, or {@value
 * #NEEDS_FOR_CUDA} for CUDA devices too. It is native code; what of a graph is checked before it
 * sees it says {@link io.github.crowdrank.onnx.OnnxGraph}.
 */
public final class OnnxRuntimeEngine implements Engine {
  /** The library for processors, as coordinates for a build tool. */
  public static final String NEEDS = "com.microsoft.onnxruntime:onnxruntime:1.29.0";

  /** The library for CUDA devices, as coordinates for a build tool. */
  public static final String NEEDS_FOR_CUDA = "com.microsoft.onnxruntime:onnxruntime_gpu:1.29.0";

  private final String name;
  private final OptionalInt cudaDevice;

  private OnnxRuntimeEngine(String name, OptionalInt cudaDevice) {
    this.name = name;
    this.cudaDevice = cudaDevice;
  }

  /**
   * The engine on this machine's processor, with one thread per core.
   *
   * @throws EngineException if the library is missing or does not load; the message names it
   */
  public static OnnxRuntimeEngine create() {
    return new OnnxRuntimeEngine(version() + " on the processor", OptionalInt.empty());
  }

  /**
   * The engine on a CUDA device, computing in full single precision.
   *
   * @param device its number, from 0
   * @throws EngineException if the library is missing, does not load or has no CUDA; the message
   *     names what to add. CUDA's own libraries are looked for when a network is compiled
   * @throws IllegalArgumentException if the number is negative
   */
  public static OnnxRuntimeEngine cuda(int device) {
    if (device < 0) {
      throw new IllegalArgumentException("a CUDA device is numbered from 0 but was " + device);
    }
    String version = version();
    OnnxRuntime.requireCuda();
    return new OnnxRuntimeEngine(version + " on CUDA device " + device, OptionalInt.of(device));
  }

  /** The one place where a library that is not there is noticed. */
  private static String version() {
    try {
      return "ONNX Runtime " + OnnxRuntime.version();
    } catch (LinkageError | IllegalStateException e) {
      throw new EngineException(
          ("ONNX Runtime does not run here: add %s to the class path, or %s for a CUDA device; it has"
                  + " native libraries for Linux and macOS on x86-64 or ARM and Windows on x86-64 (%s)")
              .formatted(NEEDS, NEEDS_FOR_CUDA, e),
          e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Prepares a network. A graph in ONNX's format is tried on a small picture of zeros.
   *
   * @throws IllegalArgumentException if the weights are not those of the network
   * @throws EngineException if ONNX Runtime refuses the graph, or its map is not of the size that
   *     its stride says
   */
  @Override
  public InferenceNetwork compile(NetworkSpec spec, Weights weights) {
    spec.checkWeights(weights);
    OnnxRuntimeNetwork network = OnnxRuntimeNetwork.of(spec, weights, name, cudaDevice);
    try {
      network.tryGraph();
      return network;
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  /**
   * Refuses.
   *
   * @throws EngineException always
   */
  @Override
  public TrainingNetwork compileForTraining(NetworkSpec spec, Weights weights, Set<String> frozen) {
    throw new EngineException(
        "ONNX Runtime does not train, and network \"%s\" %s"
            .formatted(
                spec.name(),
                spec.onnx().isPresent()
                    ? "is a graph in ONNX's format, which no engine here trains"
                    : "needs another engine for it"));
  }
}
