package io.github.crowdrank.model;

import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.OnnxExport;
import io.github.crowdrank.network.Weights;

/**
 * All that is needed to count: a network, its weights, how it wants its pixels, and what is known
 * about it. Immutable and safe for use by many threads.
 *
 * @param network the network; its output has one channel, the density in persons per cell
 * @param weights the network's weights
 * @param preprocessing how pixels become its input
 * @param card what is known about it
 * @param calibration how its counts are corrected and how far to trust them; {@link
 *     Calibration#NONE} where no annotated images were asked
 */
public record CrowdModel(
    NetworkSpec network,
    Weights weights,
    Preprocessing preprocessing,
    ModelCard card,
    Calibration calibration) {
  /**
   * Checks that the parts fit each other.
   *
   * @throws IllegalArgumentException if the weights are another network's, the preprocessing makes
   *     another number of channels than the network reads, or the output has more than one channel
   */
  public CrowdModel {
    if (!weights.parameters().equals(network.parameters())) {
      throw new IllegalArgumentException(
          "the weights do not belong to network \"" + network.name() + "\"");
    }
    if (preprocessing.order().channels() != network.input().channels()) {
      throw new IllegalArgumentException(
          "network \"%s\" reads %d channels but preprocessing %s makes %d"
              .formatted(
                  network.name(),
                  network.input().channels(),
                  preprocessing.order(),
                  preprocessing.order().channels()));
    }
    Integer outputChannels = network.channels().get(network.output().name());
    if (outputChannels == null || outputChannels != 1) {
      throw new IllegalArgumentException(
          "a counter has one output channel but network \"%s\" has %s"
              .formatted(network.name(), outputChannels));
    }
  }

  /**
   * A model without calibration.
   *
   * @throws IllegalArgumentException if the parts do not fit each other
   */
  public CrowdModel(
      NetworkSpec network, Weights weights, Preprocessing preprocessing, ModelCard card) {
    this(network, weights, preprocessing, card, Calibration.NONE);
  }

  /**
   * The same model with its network as a graph in ONNX's format: written by {@link ModelFile}, a
   * file that other programs can run, too, and that counts the same here with ONNX Runtime.
   *
   * @throws IllegalArgumentException if its maps have not one cell for each stride x stride pixels
   */
  public CrowdModel toOnnx() {
    NetworkSpec graph = OnnxExport.toNetwork(network, weights);
    return new CrowdModel(graph, Weights.of(graph, new float[0]), preprocessing, card, calibration);
  }

  /** The same model with another calibration. */
  public CrowdModel withCalibration(Calibration value) {
    return new CrowdModel(network, weights, preprocessing, card, value);
  }
}
