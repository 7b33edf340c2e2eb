package io.github.crowdrank.engine.onednn;

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

  /** The steps of a program and the places of their values in a buffer that is not there yet. */
  private static final class Plan {
    final ProgramBuilder builder = new ProgramBuilder();
    final ForwardPass pass;
    final Value input;
    final Value output;
    final @Nullable Value outputGradient;
    final int forwardSteps;
    final List<Value> placed;
    final long bytes;

    Plan(
        NetworkSpec spec,
        NativeWeights weights,
        BatchShape batch,
        @Nullable NativeGradient gradient) {
      pass = new ForwardPass(builder, spec, weights, batch, gradient != null);
      input = builder.value(pass.plain(spec.input().name()));
      output = pass.add(input);
      forwardSteps = builder.position();
      if (gradient == null) {
        outputGradient = null;
      } else {
        outputGradient = builder.value(output.layout());
        new BackwardPass(builder, spec, weights, gradient, pass).add(outputGradient);
      }
      placed = builder.values().stream().filter(Value::isPlanned).toList();
      bytes = BufferPlan.place(placed);
    }
  }

  private final NativeScope scope;
  private final FeatureShape outputShape;
  private final String description;
  private final long bytes;
  private final List<BoundStep> forward;
  private final List<BoundStep> backward;
  private final FloatPointer input;
  private final FloatPointer output;
  private final @Nullable FloatPointer outputGradient;

  private Program(
      NativeScope scope,
      NetworkSpec spec,
      NativeWeights weights,
      BatchShape batch,
      @Nullable NativeGradient gradient) {
    this.scope = scope;
    Plan plan = new Plan(spec, weights, batch, gradient);
    ProgramBuilder builder = plan.builder;
    outputShape = plan.pass.shape(spec.output().name());
    bytes = plan.bytes;
    BytePointer buffer = new BytePointer(bytes + BufferPlan.ALIGNMENT);
    long unaligned = buffer.address() % BufferPlan.ALIGNMENT;
    BytePointer start = buffer.getPointer(BufferPlan.ALIGNMENT - unaligned);
    plan.placed.forEach(value -> bind(value, start));
    List<BoundStep> steps = builder.steps().stream().map(step -> bound(step, start)).toList();
    forward = steps.subList(0, plan.forwardSteps);
    backward = steps.subList(plan.forwardSteps, steps.size());
    input = floats(plan.input, start);
    output = floats(plan.output, start);
    outputGradient = plan.outputGradient == null ? null : floats(plan.outputGradient, start);
    description =
        builder.steps().stream()
            .map(step -> step.label() + ": " + step.implementation())
            .collect(
                Collectors.joining(
                    "\n",
                    "compiled for %s with a buffer of %d MiB\n".formatted(batch, bytes >> 20),
                    ""));
  }

  /**
   * Compiles a network.
   *
   * @param gradient where a backward pass leaves its result; null for forward passes alone
   * @throws io.github.crowdrank.engine.EngineException if oneDNN refuses a layer
   */
  static Program compile(
      NetworkSpec spec,
      NativeWeights weights,
      BatchShape batch,
      @Nullable NativeGradient gradient) {
    NativeScope scope = new NativeScope();
    Program program = scope.keep(() -> new Program(scope, spec, weights, batch, gradient));
    OneDnn.stream()._wait();
    return program;
  }

  /** Size of the buffer that {@link #compile} would allocate. */
  static long plannedBytes(
      NetworkSpec spec,
      NativeWeights weights,
      BatchShape batch,
      @Nullable NativeGradient gradient) {
    try (NativeScope scope = new NativeScope()) {
      return scope.keep(() -> new Plan(spec, weights, batch, gradient).bytes);
    } finally {
      OneDnn.stream()._wait();
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
    run(forward);
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
    run(backward);
  }

  private static void run(List<BoundStep> steps) {
    steps.forEach(BoundStep::run);
    OneDnn.stream()._wait();
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
