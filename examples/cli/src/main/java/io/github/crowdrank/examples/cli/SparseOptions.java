package io.github.crowdrank.examples.cli;

import io.github.crowdrank.model.SparseExpert;
import io.github.crowdrank.network.NetworkSpec;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Further weights for pictures of few people. */
final class SparseOptions {
  @Option(
      names = "--sparse",
      required = true,
      paramLabel = "FILE",
      description =
          "further weights, which count pictures of few people; of a model of two sets, its own such")
  private Path weights;

  @Option(
      names = "--sparse-scale",
      paramLabel = "X",
      description = "--scale of the further weights (default: ${DEFAULT-VALUE})")
  private double scale = 1;

  @Option(
      names = "--limit",
      required = true,
      paramLabel = "X",
      description =
          "persons per cell of the density map, on average, below which a glance of the other weights"
              + " leaves a picture to them")
  private double limit;

  @Option(
      names = "--glance",
      paramLabel = "N",
      description = "longer side of that glance in pixels (default: ${DEFAULT-VALUE})")
  private int glance = 288;

  double scale() {
    return scale;
  }

  SparseExpert expert(NetworkSpec network) throws IOException {
    return new SparseExpert(
        PackedWeights.scaled(network, WeightFile.read(weights).sparseTensors(), scale),
        glance,
        limit);
  }
}
