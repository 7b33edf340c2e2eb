package io.github.crowdrank.engine.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.io.HeapRoom;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.FeatureShape;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.OnnxExport;
import io.github.crowdrank.network.Weights;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A session of ONNX Runtime, which many threads may run at once. */
final class OnnxRuntimeNetwork implements InferenceNetwork {
  /** Pixels of the smallest picture on which a graph is tried. */
  private static final int TRIED_SIDE = 64;

  /** A picture, what is made of it, and room for both in between. */
  private static final int PICTURE_COPIES = 3;

  /** What engines were seen to take, in units of what is needed at least. */
  private static final int MEASURED_COPIES = 3;

  /** Of its own allocator, of C++ and of CUDA. */
  private static final List<String> LACK_OF_MEMORY =
      List.of("failed to allocate", "bad_alloc", "bad allocation", "out of memory", "alloc_failed");

  private final NetworkSpec spec;
  private final String inputName;
  private final float scale;
  private final String engine;
  private final OrtEnvironment environment;
  private final OrtSession session;

  /** Runs hold the one for reading, closing the one for writing. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  private OnnxRuntimeNetwork(
      NetworkSpec spec, String engine, OrtEnvironment environment, OrtSession session) {
    this.spec = spec;
    this.inputName =
        spec.onnx().map(layer -> layer.graph().input().name()).orElse(spec.input().name());
    this.scale = spec.onnx().map(Layer.Onnx::scale).orElse(1.0).floatValue();
    this.engine = engine;
    this.environment = environment;
    this.session = session;
  }

  static OnnxRuntimeNetwork of(
      NetworkSpec spec, Weights weights, String engine, OptionalInt cudaDevice) {
    byte[] graph = OnnxExport.toBytes(spec, weights);
    OrtEnvironment environment = OnnxRuntime.require();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
      // Pictures differ in size: what is kept for one would be in the way of the next.
      options.setMemoryPatternOptimization(false);
      options.setCPUArenaAllocator(false);
      if (cudaDevice.isPresent()) {
        addCuda(options, cudaDevice.getAsInt());
      }
      return new OnnxRuntimeNetwork(
          spec, engine, environment, environment.createSession(graph, options));
    } catch (OrtException e) {
      throw new EngineException(
          "%s refuses network \"%s\": %s".formatted(engine, spec.name(), e.getMessage()), cause(e));
    }
  }

  /** The defaults would round products to 10 bits and try every algorithm at each new size. */
  private static void addCuda(OrtSession.SessionOptions options, int device) throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device)) {
      cuda.add("use_tf32", "0");
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      options.addCUDA(cuda);
    }
  }

  /**
   * Runs somebody else's graph on a small picture, so that one that does not make the maps that it
   * should is found before any picture comes.
   */
  void tryGraph() {
    if (spec.onnx().isEmpty()) {
      return;
    }
    Layer.Onnx layer = spec.onnx().get();
    List<Integer> sides = layer.graph().input().sides();
    boolean isFixed = layer.graph().isFixedSize();
    int multiple = spec.sizeMultiple();
    long side = (TRIED_SIDE - 1L + multiple) / multiple * multiple;
    long height = isFixed ? sides.get(2) : side;
    long width = isFixed ? sides.get(3) : 2 * side;
    requireRoom(height, width);
    forward(FeatureMaps.zeros(1, spec.input().channels(), (int) height, (int) width));
  }

  /** A graph and its card may ask for pictures of any size. */
  private void requireRoom(long height, long width) {
    double values = (double) spec.input().channels() * height * width;
    double bytes = PICTURE_COPIES * Float.BYTES * values;
    if (values > Integer.MAX_VALUE || !HeapRoom.isFor((long) bytes)) {
      throw new EngineException(
          "network \"%s\" takes pictures of %dx%d (height x width) at least, which need %.0f MiB, but %d MiB of heap are free; raise -Xmx"
              .formatted(spec.name(), height, width, bytes / (1 << 20), HeapRoom.free() >> 20));
    }
  }

  @Override
  public NetworkSpec spec() {
    return spec;
  }

  @Override
  public FeatureMaps forward(FeatureMaps input) {
    spec.checkBatch(input);
    lock.readLock().lock();
    try {
      requireOpen();
      requireNotInterrupted();
      FeatureShape shape =
          Objects.requireNonNull(
              spec.shapes(input.height(), input.width()).get(spec.output().name()));
      FeatureMaps output =
          FeatureMaps.zeros(input.count(), shape.channels(), shape.height(), shape.width());
      for (int picture = 0; picture < input.count(); picture++) {
        run(input, picture, shape, output);
        requireNotInterrupted();
      }
      return output;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** While one of the locks is held. */
  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("network \"" + spec.name() + "\" is closed");
    }
  }

  private void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException(
          "the thread was interrupted while network \"" + spec.name() + "\" computed");
    }
  }

  /** One picture at a time: a graph may prescribe batches of one. */
  private void run(FeatureMaps input, int picture, FeatureShape shape, FeatureMaps output) {
    long[] sides = {1, input.channels(), input.height(), input.width()};
    int size = input.values().length / input.count();
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(input.values(), picture * size, size), sides);
        OrtSession.Result result = InterruptibleRun.of(session, Map.of(inputName, tensor))) {
      if (!(result.get(0) instanceof OnnxTensor map) || !isOf(shape, map)) {
        throw new EngineException(
            "network \"%s\" should make a map of %s of a picture of %dx%d (height x width) but made %s; is its stride right?"
                .formatted(
                    spec.name(), shape, input.height(), input.width(), result.get(0).getInfo()));
      }
      int cells = output.values().length / output.count();
      map.getFloatBuffer().get(output.values(), picture * cells, cells);
      for (int i = picture * cells; scale != 1 && i < (picture + 1) * cells; i++) {
        output.values()[i] *= scale;
      }
    } catch (OrtException e) {
      requireNotInterrupted();
      throw new EngineException(
          "%s fails at network \"%s\" and %s: %s"
              .formatted(engine, spec.name(), input, e.getMessage()),
          cause(e));
    }
  }

  /** ONNX Runtime tells a lack of memory by its words alone. */
  private static Throwable cause(OrtException problem) {
    String words = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
    if (LACK_OF_MEMORY.stream().noneMatch(words::contains)) {
      return problem;
    }
    OutOfMemoryError lack = new OutOfMemoryError(problem.getMessage());
    lack.initCause(problem);
    return lack;
  }

  /** Whether a map has this shape, with or without a side for its one channel. */
  private static boolean isOf(FeatureShape shape, OnnxTensor map) {
    long[] sides = map.getInfo().getShape();
    long[] withChannels = {1, shape.channels(), shape.height(), shape.width()};
    long[] without = {1, shape.height(), shape.width()};
    return Arrays.equals(sides, withChannels)
        || (shape.channels() == 1 && Arrays.equals(sides, without));
  }

  @Override
  public long forwardBytes(int height, int width) {
    spec.checkSize(height, width);
    lock.readLock().lock();
    try {
      requireOpen();
      requireNotInterrupted();
    } finally {
      lock.readLock().unlock();
    }
    long least = spec.activationBytes(height, width);
    return spec.onnx().isPresent() ? least : MEASURED_COPIES * least;
  }

  @Override
  public String describe() {
    return engine;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new EngineException(
          "%s does not let go of network \"%s\"".formatted(engine, spec.name()), e);
    } finally {
      lock.writeLock().unlock();
    }
  }
}
