package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import java.util.HashSet;
import java.util.Set;

/** Which layers of a network learn, and through which a gradient has to pass on its way to them. */
final class LearnedLayers {
  private final Set<String> frozen;
  private final Set<String> reached = new HashSet<>();

  private LearnedLayers(NetworkSpec spec, Set<String> frozen) {
    this.frozen = frozen;
    for (Layer layer : spec.layers()) {
      boolean learns =
          (layer instanceof Layer.Convolution || layer instanceof Layer.DepthwiseConvolution)
              && !frozen.contains(layer.name());
      if (learns || layer.inputs().stream().anyMatch(reached::contains)) {
        reached.add(layer.name());
      }
    }
  }

  /** All layers but some. */
  static LearnedLayers without(NetworkSpec spec, Set<String> frozen) {
    return new LearnedLayers(spec, Set.copyOf(frozen));
  }

  /** Whether the gradient of a layer's parameters is asked for. */
  boolean learns(String layer) {
    return !frozen.contains(layer);
  }

  /** Whether the gradient of a layer's result is needed, for itself or for layers before it. */
  boolean needsGradient(String layer) {
    return reached.contains(layer);
  }
}
