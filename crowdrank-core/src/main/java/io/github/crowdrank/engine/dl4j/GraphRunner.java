package io.github.crowdrank.engine.dl4j;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.Handover;
import io.github.crowdrank.network.Dl4jGraphs;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.CrashReportingUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A graph and the one thread that may touch it. */
final class GraphRunner {
  /** What is done with the graph, on its thread. */
  @FunctionalInterface
  interface Work<T> {
    T apply(ComputationGraph graph);
  }

  static {
    // The report would be a file in the working directory, made with libraries that crowdrank
    // leaves
    // out.
    CrashReportingUtil.crashDumpsEnabled(false);
  }

  /** 1.8 to 2.6 times the activations were seen, from 0.1 to 24 megapixels. */
  private static final double MEASURED_COPIES = 2.5;

  private final NetworkSpec spec;
  private final ComputationGraph graph;
  private final String description;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "crowdrank-dl4j");
            thread.setDaemon(true);
            return thread;
          });
  private boolean closed;

  GraphRunner(NetworkSpec spec, Weights weights, String engine) {
    this.spec = spec;
    checkLayers(spec);
    try {
      graph =
          withClearErrors(
              spec, () -> await(submit(() -> helped(Dl4jGraphs.toGraph(spec, weights)))));
    } catch (RuntimeException | Error e) {
      thread.shutdown();
      throw e;
    }
    description =
        String.format(
            Locale.ROOT,
            "%s, oneDNN asked for in %d of %d convolutions",
            engine,
            OneDnnConvolutions.helped(graph),
            OneDnnConvolutions.count(graph));
  }

  /** ND4J describes these to oneDNN in a way that it refuses, and has no other way to take. */
  private static void checkLayers(NetworkSpec spec) {
    if (spec.onnx().isPresent()) {
      throw new EngineException(
          "Deeplearning4j computes no graph in ONNX's format, as network \"%s\" is; take OnnxRuntimeEngine"
              .formatted(spec.name()));
    }
    for (Layer layer : spec.layers()) {
      if (layer instanceof Layer.DepthwiseConvolution d && d.dilation() > 1) {
        throw new EngineException(
            "Deeplearning4j cannot compute depthwise convolutions with dilation, but layer \"%s\" has %d"
                .formatted(d.name(), d.dilation()));
      }
    }
  }

  /** Frees the graph at once if it cannot be helped. */
  private static ComputationGraph helped(ComputationGraph graph) {
    try {
      OneDnnConvolutions.enable(graph);
      return graph;
    } catch (RuntimeException | Error e) {
      free(graph);
      throw e;
    }
  }

  NetworkSpec spec() {
    return spec;
  }

  String describe() {
    return description;
  }

  /**
   * Does work with the graph.
   *
   * @throws EngineException if memory is short
   */
  <T> T call(Work<T> work) {
    return withClearErrors(spec, () -> await(submit(() -> work.apply(graph))));
  }

  /**
   * As {@link #call}, until the thread is interrupted. Work that waits is then never begun; the
   * result of work under way is dropped.
   *
   * @throws CancellationException if the thread is interrupted, before or while it waits; it stays
   *     interrupted
   */
  <T> T callInterruptibly(Work<T> work) {
    // Not left to the future, which does not ask when its result is there first.
    requireNotInterrupted();
    return withClearErrors(
        spec,
        () -> {
          CompletableFuture<T> result = submit(() -> work.apply(graph));
          try {
            return result.get();
          } catch (ExecutionException e) {
            return await(result);
          } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw interrupted();
          }
        });
  }

  private void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
  }

  private CancellationException interrupted() {
    return new CancellationException(
        "the thread was interrupted before network \"%s\" was computed".formatted(spec.name()));
  }

  private static <T> T withClearErrors(NetworkSpec spec, Supplier<T> work) {
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      throw new EngineException(
          ("network \"%s\": not enough memory: %s. Outside the heap the system properties"
                  + " org.bytedeco.javacpp.maxBytes and org.bytedeco.javacpp.maxPhysicalBytes set the limits")
              .formatted(spec.name(), e.getMessage()),
          e);
    }
  }

  private synchronized <T> CompletableFuture<T> submit(Supplier<T> work) {
    if (closed) {
      throw new IllegalStateException("network \"" + spec.name() + "\" is closed");
    }
    return CompletableFuture.supplyAsync(new Handover<>(work), thread);
  }

  /**
   * Frees the graph after the work that waits.
   *
   * @param before done with the graph first
   */
  void close(Runnable before) {
    CompletableFuture<ComputationGraph> freed;
    synchronized (this) {
      if (closed) {
        return;
      }
      freed =
          submit(
              () -> {
                before.run();
                free(graph);
                return graph;
              });
      closed = true;
      thread.shutdown();
    }
    await(freed);
  }

  /**
   * An estimate: room for copies in other layouts and for what workspaces keep longer.
   *
   * @throws CancellationException if the thread is interrupted, which it stays
   */
  synchronized long forwardBytes(int height, int width) {
    if (closed) {
      throw new IllegalStateException("network \"" + spec.name() + "\" is closed");
    }
    spec.checkSize(height, width);
    requireNotInterrupted();
    return (long) (MEASURED_COPIES * spec.activationBytes(height, width));
  }

  /** What {@link ComputationGraph#close} does, but for the full garbage collection it forces. */
  private static void free(ComputationGraph graph) {
    Arrays4d.free(graph.params());
    INDArray gradients = graph.getGradientsViewArray();
    if (gradients != null) {
      Arrays4d.free(gradients);
    }
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
