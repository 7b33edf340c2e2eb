package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.network.NetworkSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether oneDNN can compute a network before any batch comes: describes every primitive
 * for the smallest batch there is, and drops the descriptions. That takes a few milliseconds,
 * because no code is generated and no weight is moved.
 */
final class TrialProgram {
  private static final int LARGEST_SIDE = 4096;

  private TrialProgram() {}

  /**
   * Describes the network.
   *
   * @throws io.github.crowdrank.engine.EngineException if oneDNN refuses a layer
   */
  static void describe(NetworkSpec spec, Convolutions convolutions, boolean isTraining) {
    BatchShape smallest = smallest(spec);
    if (smallest == null) {
      return;
    }
    try (NativeScope scope = new NativeScope()) {
      scope.keep(
          () -> {
            ProgramBuilder builder = new ProgramBuilder();
            ParameterValues nowhere = (layout, name, plainLayout) -> Value.planned(layout);
            ForwardPass forward =
                new ForwardPass(builder, spec, nowhere, convolutions, smallest, isTraining);
            Value output = forward.add(builder.value(forward.plain(spec.input().name())));
            if (isTraining) {
              new BackwardPass(builder, spec, nowhere, nowhere, forward)
                  .add(builder.value(output.layout()));
            }
            return Map.of();
          });
    }
  }

  /** Null if no square up to {@link #LARGEST_SIDE} fits the network. */
  private static @Nullable BatchShape smallest(NetworkSpec spec) {
    for (int side = spec.sizeMultiple(); side <= LARGEST_SIDE; side *= 2) {
      try {
        spec.shapes(side, side);
        return new BatchShape(1, side, side);
      } catch (IllegalArgumentException e) {
        // Nothing would be left of so small an input.
      }
    }
    return null;
  }
}
