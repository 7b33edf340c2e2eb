package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.network.FeatureShape;
import io.github.crowdrank.network.NetworkSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a program and the places of their values in a buffer that is not there yet. */
final class ProgramPlan {
  private static final ParameterValues NOWHERE =
      (layout, name, plainLayout) -> Value.planned(layout);

  final Value input;
  final Value output;
  final @Nullable Value outputGradient;
  final FeatureShape outputShape;

  /** Steps, the first {@link #forwardSteps} of them those of the forward pass. */
  final List<ProgramBuilder.Step> steps;

  final int forwardSteps;

  /** Values that lie in the buffer. */
  final List<Value> placed;

  /** Size of the buffer. */
  final long bytes;

  /**
   * Plans a network.
   *
   * @param learned null for forward passes alone, as {@code gradient} then is
   * @param gradient where a backward pass leaves its result
   * @throws io.github.crowdrank.engine.EngineException if oneDNN refuses a layer
   */
  ProgramPlan(
      NetworkSpec spec,
      ParameterValues weights,
      Convolutions convolutions,
      BatchShape batch,
      @Nullable LearnedLayers learned,
      @Nullable ParameterValues gradient) {
    ProgramBuilder builder = new ProgramBuilder();
    ForwardPass pass =
        new ForwardPass(builder, spec, weights, convolutions, batch, learned != null);
    input = builder.value(pass.plain(spec.input().name()));
    output = pass.add(input);
    outputShape = pass.shape(spec.output().name());
    forwardSteps = builder.position();
    if (learned == null || gradient == null) {
      outputGradient = null;
    } else {
      outputGradient = builder.value(output.layout());
      new BackwardPass(builder, spec, weights, learned, gradient, pass).add(outputGradient);
    }
    steps = builder.steps();
    placed = builder.values().stream().filter(Value::isPlanned).toList();
    bytes = BufferPlan.place(placed);
  }

  /**
   * Size of the buffer that a program would have. Takes a few milliseconds, because no code is
   * generated and no weight is moved.
   *
   * @param learned null for forward passes alone
   * @throws io.github.crowdrank.engine.EngineException if oneDNN refuses a layer
   */
  static long bytes(
      NetworkSpec spec,
      Convolutions convolutions,
      BatchShape batch,
      @Nullable LearnedLayers learned) {
    return bytes(spec, NOWHERE, convolutions, batch, learned);
  }

  /**
   * As {@link #bytes(NetworkSpec, Convolutions, BatchShape, LearnedLayers)}.
   *
   * @param weights is asked for every layout of weights and answers with planned values
   */
  static long bytes(
      NetworkSpec spec,
      ParameterValues weights,
      Convolutions convolutions,
      BatchShape batch,
      @Nullable LearnedLayers learned) {
    try (NativeScope scope = new NativeScope()) {
      return scope.keep(
          () ->
              new ProgramPlan(
                      spec, weights, convolutions, batch, learned, learned == null ? null : NOWHERE)
                  .bytes);
    }
  }
}
