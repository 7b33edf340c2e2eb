package io.github.crowdrank.engine;

import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Parameter;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Weights;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scales layers that start at random behind others that do not, by what their results on some
 * pictures are, as layer-sequential unit variance does (Mishkin and Matas 2016).
 *
 * <p>He's weights keep the size of what goes in. The results of VGG's first blocks are in the
 * hundreds, and so a random rest makes densities of hundreds, from which no training recovers.
 * Scaled to one at once, the first of them would outweigh all others in the gradient. So sizes fall
 * by the same factor from layer to layer, as they do in VGG itself, and no layer's share of the
 * gradient is larger than another's.
 */
public final class ScaledStart {
  private static final int MOST_PASSES = 10;
  private static final double TOLERANCE = 0.01;

  private ScaledStart() {}

  /**
   * Weights of which some layers are scaled, weights and biases alike; the others are left as they
   * are.
   *
   * @param layers names of layers with parameters, in any order; each reads the one before
   * @param pictures a batch as the network takes it; four pictures of a crowd are enough
   * @param last the root mean square of the results of the last of these layers, above 0
   * @throws IllegalArgumentException if a layer has no parameters or is not there, {@code last} is
   *     out of range, the weights or the batch are not the network's, or a layer's results are all
   *     zero or no numbers
   * @throws EngineException if the engine cannot run the network here
   */
  public static Weights of(
      Engine engine,
      NetworkSpec spec,
      Weights weights,
      Collection<String> layers,
      FeatureMaps pictures,
      double last) {
    if (!(last > 0 && last < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("last is a number above 0 but was " + last);
    }
    List<String> inOrder = inOrder(spec, layers);
    Weights scaled = weights;
    double before = Double.NaN;
    for (int i = 0; i < inOrder.size(); i++) {
      String layer = inOrder.get(i);
      if (i == 0) {
        before = size(engine, spec, weights, inputOf(spec, layer), pictures);
      }
      double target = before * Math.pow(last / before, (i + 1.0) / inOrder.size());
      scaled = scaled(engine, spec, scaled, layer, pictures, target);
    }
    return scaled;
  }

  private static List<String> inOrder(NetworkSpec spec, Collection<String> layers) {
    Set<String> unknown = new LinkedHashSet<>(layers);
    Set<String> inOrder = new LinkedHashSet<>();
    for (Parameter parameter : spec.parameters()) {
      unknown.remove(parameter.layer());
      if (layers.contains(parameter.layer())) {
        inOrder.add(parameter.layer());
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "network \"%s\" has no parameters in a layer called %s".formatted(spec.name(), unknown));
    }
    return List.copyOf(inOrder);
  }

  private static String inputOf(NetworkSpec spec, String layer) {
    return spec.layers().stream()
        .filter(it -> it.name().equals(layer))
        .findFirst()
        .orElseThrow()
        .inputs()
        .get(0);
  }

  /** Once is enough where the activation is homogeneous; ReLU6 is not. */
  private static Weights scaled(
      Engine engine,
      NetworkSpec spec,
      Weights weights,
      String layer,
      FeatureMaps pictures,
      double target) {
    Weights scaled = weights;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      double factor = target / size(engine, spec, scaled, layer, pictures);
      if (Math.abs(factor - 1) < TOLERANCE) {
        break;
      }
      float[] values = scaled.toArray();
      for (Parameter parameter : spec.parameters()) {
        if (parameter.layer().equals(layer)) {
          for (int i = 0; i < parameter.size(); i++) {
            values[parameter.offset() + i] *= (float) factor;
          }
        }
      }
      scaled = Weights.of(spec, values);
    }
    return scaled;
  }

  /** The root mean square of a layer's results. */
  private static double size(
      Engine engine, NetworkSpec spec, Weights weights, String layer, FeatureMaps pictures) {
    float[] results = pictures.values();
    if (!layer.equals(spec.input().name())) {
      NetworkSpec part = spec.upTo(layer);
      Map<String, Tensor> tensors = weights.tensors();
      tensors.keySet().retainAll(part.parameters().stream().map(Parameter::name).toList());
      try (InferenceNetwork network = engine.compile(part, Weights.of(part, tensors))) {
        results = network.forward(pictures).values();
      }
    }
    double sum = 0;
    for (float result : results) {
      sum += (double) result * result;
    }
    double size = Math.sqrt(sum / results.length);
    if (!(size > 0 && size < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "layer \"%s\" of network \"%s\" cannot be scaled by: the root mean square of its results is %s"
              .formatted(layer, spec.name(), size));
    }
    return size;
  }
}
