package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.FeatureShape;
import io.github.crowdrank.network.NetworkSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * A network compiled for one batch shape: primitives and one buffer for all their values. For the
 * library's thread only.
 */
final class Program implements AutoCloseable {
  /** A primitive with the memory it works on. */
  private record BoundStep(primitive operation, IntMemoryMap arguments) {
    void run() {
      operation.execute(OneDnn.stream(), arguments);
    }
  }

  /** The passes of a network's programs, by whose times is found out how busy the machine is. */
  record Passes(Patience.Kind forward, Patience.Kind backward) {
    Passes() {
      this(new Patience.Kind(), new Patience.Kind());
    }
  }

  private final NativeScope scope;
  private final String name;
  private final FeatureShape outputShape;
  private final String description;
  private final long bytes;
  private final List<BoundStep> forward;
  private final List<BoundStep> backward;
  private final FloatPointer input;
  private final FloatPointer output;
  private final @Nullable FloatPointer outputGradient;
  private final Patience.Task forwardTask;
  private final Patience.Task backwardTask;

  private Program(
      NativeScope scope,
      NetworkSpec spec,
      NativeWeights weights,
      Convolutions convolutions,
      BatchShape batch,
      @Nullable LearnedLayers learned,
      @Nullable NativeGradient gradient,
      Passes passes) {
    this.scope = scope;
    name = name(spec, batch);
    forwardTask = passes.forward.task(batch.pixels());
    backwardTask = passes.backward.task(batch.pixels());
    ProgramPlan plan = new ProgramPlan(spec, weights, convolutions, batch, learned, gradient);
    outputShape = plan.outputShape;
    bytes = plan.bytes;
    BytePointer start = scope.allocateAligned(bytes);
    plan.placed.forEach(value -> bind(value, start));
    List<BoundStep> steps = plan.steps.stream().map(step -> bound(step, start)).toList();
    forward = steps.subList(0, plan.forwardSteps);
    backward = steps.subList(plan.forwardSteps, steps.size());
    input = floats(plan.input, start);
    output = floats(plan.output, start);
    outputGradient = plan.outputGradient == null ? null : floats(plan.outputGradient, start);
    description =
        plan.steps.stream()
            .map(step -> step.label() + ": " + step.implementation())
            .collect(
                Collectors.joining(
                    "\n",
                    "compiled for %s with a buffer of %d MiB\n".formatted(batch, bytes >> 20),
                    ""));
  }

  /** What is computed, for messages. */
  static String name(NetworkSpec spec, BatchShape batch) {
    return "network \"%s\" for a batch of %s".formatted(spec.name(), batch);
  }

  /**
   * Compiles a network.
   *
   * @param learned null for forward passes alone, as {@code gradient} then is
   * @param gradient where a backward pass leaves its result
   * @throws EngineException if oneDNN refuses a layer
   * @throws RuntimeException oneDNN's, if it cannot create something
   * @throws OutOfMemoryError if the memory cannot be had
   */
  static Program compile(
      NetworkSpec spec,
      NativeWeights weights,
      Convolutions convolutions,
      BatchShape batch,
      @Nullable LearnedLayers learned,
      @Nullable NativeGradient gradient,
      Passes passes) {
    NativeScope scope = new NativeScope();
    try {
      Program program =
          scope.keep(
              () ->
                  new Program(
                      scope, spec, weights, convolutions, batch, learned, gradient, passes));
      OneDnn.stream()._wait();
      return program;
    } catch (RuntimeException | Error e) {
      scope.close();
      throw e;
    }
  }

  private static BoundStep bound(ProgramBuilder.Step step, BytePointer start) {
    IntMemoryMap arguments = new IntMemoryMap();
    step.arguments()
        .forEach(
            (number, value) -> {
              bind(value, start);
              arguments.put(number, value.memory());
            });
    return new BoundStep(step.operation(), arguments);
  }

  private static void bind(Value value, BytePointer start) {
    if (!value.isBound()) {
      BytePointer place = start.getPointer(value.offset());
      value.bind(new memory(value.layout(), OneDnn.engine(), place));
    }
  }

  private static FloatPointer floats(Value value, BytePointer start) {
    return new FloatPointer(start.getPointer(value.offset()));
  }

  /** Values of the output layer. */
  FeatureMaps forward(FeatureMaps batch) {
    input.put(batch.values());
    run(forwardTask, forward);
    FeatureMaps result =
        FeatureMaps.zeros(
            batch.count(), outputShape.channels(), outputShape.height(), outputShape.width());
    output.get(result.values());
    return result;
  }

  /** Leaves the gradient of all parameters in the {@link NativeGradient}. */
  void backward(FeatureMaps gradient) {
    if (outputGradient == null) {
      throw new IllegalStateException("compiled for forward passes alone");
    }
    outputGradient.put(gradient.values());
    run(backwardTask, backward);
  }

  private void run(Patience.Task task, List<BoundStep> steps) {
    OneDnn.patience()
        .run(
            task,
            () ->
                ClearErrors.of(
                    name,
                    () -> {
                      for (BoundStep step : steps) {
                        OneDnn.checkWanted();
                        step.run();
                      }
                      return OneDnn.stream()._wait();
                    }));
  }

  /** Size of the buffer. */
  long bytes() {
    return bytes;
  }

  /** One line per step: the layer and oneDNN's name for what computes it. */
  String describe() {
    return description;
  }

  @Override
  public void close() {
    scope.close();
  }
}
