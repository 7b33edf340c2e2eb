package io.github.crowdrank.model;

import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.OnnxExport;
import io.github.crowdrank.network.Weights;
import java.util.Optional;

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
 * @param sparse further weights that count pictures of few people, if there are any
 */
public record CrowdModel(
    NetworkSpec network,
    Weights weights,
    Preprocessing preprocessing,
    ModelCard card,
    Calibration calibration,
    Optional<SparseExpert> sparse) {
  /**
   * Checks that the parts fit each other.
   *
   * @throws IllegalArgumentException if weights are another network's, or there are further ones
   *     for a graph in ONNX's format, which has its own, the preprocessing makes another number of
   *     channels than the network reads, or the output has more than one channel
   */
  public CrowdModel {
    requireOf(network, weights, "the weights");
    sparse.ifPresent(expert -> requireExpertOf(network, expert));
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

  private static void requireOf(NetworkSpec network, Weights weights, String what) {
    if (!weights.parameters().equals(network.parameters())) {
      throw new IllegalArgumentException(
          "%s do not belong to network \"%s\"".formatted(what, network.name()));
    }
  }

  private static void requireExpertOf(NetworkSpec network, SparseExpert expert) {
    if (network.onnx().isPresent()) {
      throw new IllegalArgumentException(
          "network \"%s\" is a graph in ONNX's format, which cannot have further weights"
              .formatted(network.name()));
    }
    requireOf(network, expert.weights(), "the weights for pictures of few people");
  }

  /**
   * A model of one set of weights.
   *
   * @throws IllegalArgumentException if the parts do not fit each other
   */
  public CrowdModel(
      NetworkSpec network,
      Weights weights,
      Preprocessing preprocessing,
      ModelCard card,
      Calibration calibration) {
    this(network, weights, preprocessing, card, calibration, Optional.empty());
  }

  /**
   * A model of one set of weights without calibration.
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
   * @throws IllegalArgumentException if its maps have not one cell for each stride x stride pixels,
   *     or it has further weights for pictures of few people: a graph has one set, {@link
   *     #withoutSparse} or {@link #sparseOnly}
   */
  public CrowdModel toOnnx() {
    if (sparse.isPresent()) {
      throw new IllegalArgumentException(
          "model \"%s\" has further weights for pictures of few people but a graph has one set: take"
                  .formatted(card.name())
              + " withoutSparse() or sparseOnly()");
    }
    NetworkSpec graph = OnnxExport.toNetwork(network, weights);
    return new CrowdModel(graph, Weights.of(graph, new float[0]), preprocessing, card, calibration);
  }

  /** The same model with another calibration. */
  public CrowdModel withCalibration(Calibration value) {
    return new CrowdModel(network, weights, preprocessing, card, value, sparse);
  }

  /** The same model with another card. */
  public CrowdModel withCard(ModelCard value) {
    return new CrowdModel(network, weights, preprocessing, value, calibration, sparse);
  }

  /**
   * The same model with further weights for pictures of few people.
   *
   * @throws IllegalArgumentException if they are another network's
   */
  public CrowdModel withSparse(SparseExpert value) {
    return new CrowdModel(network, weights, preprocessing, card, calibration, Optional.of(value));
  }

  /**
   * The model's own weights alone, which then count every picture; its calibration, which is of
   * both sets, is kept only if there were no others.
   */
  public CrowdModel withoutSparse() {
    return sparse.isEmpty() ? this : new CrowdModel(network, weights, preprocessing, card);
  }

  /**
   * The weights for pictures of few people alone, which then count every picture, without
   * calibration.
   *
   * @throws IllegalStateException if there are none
   */
  public CrowdModel sparseOnly() {
    Weights expert =
        sparse
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "model \"%s\" has no further weights for pictures of few people"
                            .formatted(card.name())))
            .weights();
    return new CrowdModel(network, expert, preprocessing, card);
  }
}
