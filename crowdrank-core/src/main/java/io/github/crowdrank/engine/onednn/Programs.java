package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network's weights and its programs for the batch shapes met last. For the library's thread
 * only, but for {@link #describe} and the fields that never change.
 */
final class Programs {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int MOST_PROGRAMS = 8;
  private static final int MOST_REMEMBERED_SIZES = 256;

  /** Older programs are dropped beyond this, the newest one never. */
  private static final long MOST_BYTES = 1L << 30;

  private final NetworkSpec spec;
  private final String engine;
  private final NativeWeights weights;
  private final @Nullable NativeGradient gradient;
  private final Map<BatchShape, Program> byShape = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<BatchShape, Long> bytes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BatchShape, Long> eldest) {
          return size() > MOST_REMEMBERED_SIZES;
        }
      };
  private volatile String description = "nothing compiled yet";
  private boolean closed;

  private Programs(NetworkSpec spec, Weights weights, String engine, boolean isTraining) {
    this.spec = spec;
    this.engine = engine;
    this.weights = new NativeWeights(spec, weights);
    gradient = isTraining ? new NativeGradient(spec) : null;
  }

  /**
   * Copies the weights; programs are compiled when a batch comes.
   *
   * @throws IllegalArgumentException if the weights are not those of the network
   */
  static Programs of(NetworkSpec spec, Weights weights, String engine, boolean isTraining) {
    checkWeights(spec, weights);
    return OneDnn.call(() -> new Programs(spec, weights, engine, isTraining));
  }

  private static void checkWeights(NetworkSpec spec, Weights weights) {
    if (!weights.parameters().equals(spec.parameters())) {
      throw new IllegalArgumentException(
          "the weights do not belong to network \"" + spec.name() + "\"");
    }
  }

  /** Frees everything when the owner is forgotten without having been closed. */
  void freeWith(Object owner) {
    CLEANER.register(owner, () -> OneDnn.later(this::close));
  }

  NetworkSpec spec() {
    return spec;
  }

  /** The program for a batch shape, compiled if need be. */
  Program of(BatchShape batch) {
    checkOpen();
    Program program = byShape.get(batch);
    if (program == null) {
      program = compile(batch);
      byShape.put(batch, program);
      dropOldest();
    }
    description = program.describe();
    return program;
  }

  /** JavaCPP limits what lies outside the heap too; there, older programs make room. */
  private Program compile(BatchShape batch) {
    try {
      return Program.compile(spec, weights, batch, gradient);
    } catch (OutOfMemoryError e) {
      if (byShape.isEmpty()) {
        throw e;
      }
      byShape.values().forEach(Program::close);
      byShape.clear();
      return Program.compile(spec, weights, batch, gradient);
    }
  }

  /** Size of the buffer of a program of forward passes, which is planned but not compiled. */
  long bytes(BatchShape batch) {
    checkOpen();
    return bytes.computeIfAbsent(batch, shape -> Program.plannedBytes(spec, weights, shape));
  }

  private void dropOldest() {
    long bytes = byShape.values().stream().mapToLong(Program::bytes).sum();
    Iterator<Program> oldest = byShape.values().iterator();
    while (byShape.size() > 1 && (byShape.size() > MOST_PROGRAMS || bytes > MOST_BYTES)) {
      Program program = oldest.next();
      bytes -= program.bytes();
      oldest.remove();
      program.close();
    }
  }

  void setWeights(Weights others) {
    checkOpen();
    checkWeights(spec, others);
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
      byShape.values().forEach(Program::close);
      byShape.clear();
      weights.close();
      if (gradient != null) {
        gradient.close();
      }
    }
  }
}
