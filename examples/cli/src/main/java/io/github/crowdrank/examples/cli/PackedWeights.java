package io.github.crowdrank.examples.cli;

import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights that a model file is made of.
 *
 * @param network whose they are
 */
record PackedWeights(NetworkSpec network) {
  /**
   * Reads weights and scales what they count: what follows the last layer is nothing or a
   * rectifier, so the densities scale with it.
   *
   * @param sparse whether to take, of a model of two sets, those for pictures of few people
   * @throws IllegalArgumentException if they are not the network's
   */
  Weights read(Path file, boolean sparse, double scale) throws IOException {
    Weights read = Weights.of(network, WeightFile.tensors(file, sparse));
    Map<String, Tensor> scaled = new LinkedHashMap<>(read.tensors());
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
