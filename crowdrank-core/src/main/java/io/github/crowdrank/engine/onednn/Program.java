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
    ProgramBuilder builder = new ProgramBuilder();
    ForwardPass pass = new ForwardPass(builder, spec, weights, batch, gradient != null);
    Value inputValue = builder.value(pass.plain(spec.input().name()));
    Value outputValue = pass.add(inputValue);
    outputShape = pass.shape(spec.output().name());
    int forwardSteps = builder.position();
    Value gradientValue = null;
    if (gradient != null) {
      gradientValue = builder.value(outputValue.layout());
      new BackwardPass(builder, spec, weights, gradient, pass).add(gradientValue);
    }

    List<Value> planned = builder.values().stream().filter(Value::isPlanned).toList();
    bytes = BufferPlan.place(planned);
    BytePointer buffer = new BytePointer(bytes + BufferPlan.ALIGNMENT);
    long unaligned = buffer.address() % BufferPlan.ALIGNMENT;
    BytePointer start = buffer.getPointer(BufferPlan.ALIGNMENT - unaligned);
    planned.forEach(value -> bind(value, start));
    List<BoundStep> steps = builder.steps().stream().map(step -> bound(step, start)).toList();
    forward = steps.subList(0, forwardSteps);
    backward = steps.subList(forwardSteps, steps.size());
    input = floats(inputValue, start);
    output = floats(outputValue, start);
    outputGradient = gradientValue == null ? null : floats(gradientValue, start);
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

  /** Size of the buffer that a program of forward passes alone would allocate. */
  static long plannedBytes(NetworkSpec spec, NativeWeights weights, BatchShape batch) {
    try (NativeScope scope = new NativeScope()) {
      return scope.keep(
          () -> {
            ProgramBuilder builder = new ProgramBuilder();
            ForwardPass pass = new ForwardPass(builder, spec, weights, batch, false);
            pass.add(builder.value(pass.plain(spec.input().name())));
            OneDnn.stream()._wait();
            return BufferPlan.place(builder.values().stream().filter(Value::isPlanned).toList());
          });
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
