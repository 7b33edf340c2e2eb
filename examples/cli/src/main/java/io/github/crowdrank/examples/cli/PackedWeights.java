package io.github.crowdrank.examples.cli;

import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weights that a model file is made of. */
final class PackedWeights {
  private PackedWeights() {}

  /**
   * Weights whose counts are scaled: what follows the last layer is nothing or a rectifier, so the
   * densities scale with it.
   *
   * @throws IllegalArgumentException if they are not the network's
   */
  static Weights scaled(NetworkSpec network, Map<String, Tensor> tensors, double scale) {
    Map<String, Tensor> scaled = new LinkedHashMap<>(Weights.of(network, tensors).tensors());
    String last = network.output().name();
    for (String name : List.of(last + ".weight", last + ".bias")) {
      scaled.computeIfPresent(name, (same, tensor) -> scaled(tensor, scale));
    }
    return Weights.of(network, scaled);
  }

  private static Tensor scaled(Tensor tensor, double scale) {
    float[] values = tensor.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * values[i]);
    }
    return new Tensor(tensor.shape(), values);
  }
}
