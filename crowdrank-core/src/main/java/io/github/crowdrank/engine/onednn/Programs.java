package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A network's weights and its programs for the batch shapes met last. For the library's thread
 * only, but for {@link #describe} and the fields that never change.
 */
final class Programs {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int MOST_PROGRAMS = 8;
  private static final int MOST_REMEMBERED_SIZES = 256;

  /** Older programs are dropped before their buffers and the next one's take more. */
  private static final long MOST_BYTES = 1L << 30;

  private final NetworkSpec spec;
  private final String engine;
  private final Convolutions convolutions;
  private final NativeWeights weights;
  private final @Nullable LearnedLayers learned;
  private final @Nullable NativeGradient gradient;
  private final Program.Passes passes = new Program.Passes();
  private final Map<BatchShape, Program> byShape = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<BatchShape, PassBytes> sizes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BatchShape, PassBytes> eldest) {
          return size() > MOST_REMEMBERED_SIZES;
        }
      };
  private volatile String description = "nothing compiled yet";
  private boolean closed;

  private Programs(
      NetworkSpec spec,
      NativeWeights weights,
      Convolutions convolutions,
      String engine,
      @Nullable LearnedLayers learned,
      @Nullable NativeGradient gradient) {
    this.spec = spec;
    this.learned = learned;
    this.engine = engine;
    this.convolutions = convolutions;
    this.weights = weights;
    this.gradient = gradient;
  }

  /**
   * Copies the weights; programs are compiled when a batch comes.
   *
   * @param learned null for forward passes alone
   * @throws IllegalArgumentException if the weights are not those of the network
   * @throws EngineException if oneDNN refuses a layer or memory is short
   */
  static Programs of(
      NetworkSpec spec,
      Weights weights,
      Convolutions convolutions,
      String engine,
      @Nullable LearnedLayers learned) {
    spec.checkWeights(weights);
    if (spec.onnx().isPresent()) {
      throw new EngineException(
          "oneDNN computes no graph in ONNX's format, as network \"%s\" is; take OnnxRuntimeEngine"
              .formatted(spec.name()));
    }
    return OneDnn.call(
        () ->
            ClearErrors.of(
                "network \"" + spec.name() + "\"",
                () -> {
                  requireComputable(spec, convolutions, learned);
                  return create(spec, weights, convolutions, engine, learned);
                }));
  }

  private static Programs create(
      NetworkSpec spec,
      Weights weights,
      Convolutions convolutions,
      String engine,
      @Nullable LearnedLayers learned) {
    NativeWeights values = new NativeWeights(spec, weights);
    try {
      NativeGradient gradient = learned == null ? null : new NativeGradient(spec);
      return new Programs(spec, values, convolutions, engine, learned, gradient);
    } catch (RuntimeException | Error e) {
      values.close();
      throw e;
    }
  }

  /**
   * Plans the smallest batch, so that a network beyond oneDNN is refused before any batch comes.
   */
  private static void requireComputable(
      NetworkSpec spec, Convolutions convolutions, @Nullable LearnedLayers learned) {
    BatchShape smallest = BatchShape.smallest(spec);
    if (smallest != null) {
      ProgramPlan.bytes(spec, convolutions, smallest, learned);
    }
  }

  /** Frees everything when the owner is forgotten without having been closed. */
  void freeWith(Object owner) {
    CLEANER.register(owner, () -> OneDnn.later(this::close));
  }

  NetworkSpec spec() {
    return spec;
  }

  /**
   * The program for a batch shape, compiled if need be.
   *
   * @throws EngineException if it cannot be compiled
   */
  Program of(BatchShape batch) {
    checkOpen();
    Program program = byShape.get(batch);
    if (program == null) {
      makeRoom(bytes(batch).buffer());
      program =
          withMemory(
              batch,
              () -> Program.compile(spec, weights, convolutions, batch, learned, gradient, passes));
      byShape.put(batch, program);
    }
    description = program.describe();
    return program;
  }

  /**
   * What a pass takes.
   *
   * @param buffer of its program
   * @param weights in the layouts that it asks for, whether they have been copied already or not
   */
  record PassBytes(long buffer, long weights) {}

  /**
   * What a pass takes for a batch shape, whose program is planned but not compiled. The same
   * whatever was computed before, so that nothing that follows from it depends on that.
   *
   * @throws EngineException if it cannot be planned
   */
  PassBytes bytes(BatchShape batch) {
    checkOpen();
    PassBytes known = sizes.get(batch);
    if (known == null) {
      known = withMemory(batch, () -> planned(batch));
      sizes.put(batch, known);
    }
    return known;
  }

  private PassBytes planned(BatchShape batch) {
    CountedWeights counted = new CountedWeights();
    long buffer = ProgramPlan.bytes(spec, counted, convolutions, batch, learned);
    return new PassBytes(buffer, counted.bytes());
  }

  /** Where memory is short, all programs make room. */
  private <T> T withMemory(BatchShape batch, Supplier<T> work) {
    // Beyond this limit JavaCPP collects garbage for a second before it refuses even a few bytes.
    if (Pointer.maxPhysicalBytes() > 0 && Pointer.physicalBytes() > Pointer.maxPhysicalBytes()) {
      dropAll();
    }
    return ClearErrors.of(
        Program.name(spec, batch),
        () -> {
          try {
            return work.get();
          } catch (OutOfMemoryError e) {
            dropAll();
            return work.get();
          }
        });
  }

  private void dropAll() {
    byShape.values().forEach(Program::close);
    byShape.clear();
  }

  /** Drops the oldest programs until one more fits the bounds. */
  private void makeRoom(long needed) {
    long bytes = needed + byShape.values().stream().mapToLong(Program::bytes).sum();
    Iterator<Program> oldest = byShape.values().iterator();
    while (oldest.hasNext() && (byShape.size() >= MOST_PROGRAMS || bytes > MOST_BYTES)) {
      Program program = oldest.next();
      bytes -= program.bytes();
      oldest.remove();
      program.close();
    }
  }

  void setWeights(Weights others) {
    checkOpen();
    spec.checkWeights(others);
    weights.set(others);
  }

  /** Adds the gradient of the last backward pass. */
  void addGradientTo(float[] sum) {
    if (gradient != null) {
      gradient.addTo(sum);
    }
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("network \"" + spec.name() + "\" is closed");
    }
  }

  /** The engine and the steps of the program that ran last. */
  String describe() {
    return engine + ", " + description;
  }

  void close() {
    if (!closed) {
      closed = true;
      dropAll();
      weights.close();
      if (gradient != null) {
        gradient.close();
      }
    }
  }
}
