package io.github.crowdrank.model;

import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Parameter;
import io.github.crowdrank.network.Tensor;
import io.github.crowdrank.network.Weights;
import io.github.crowdrank.safetensors.NumberFormat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model's weights as the tensors of its file: by the names of the network's parameters, and with
 * a prefix those for pictures of few people, as far as they differ.
 *
 * @param entries what else the file says
 * @param network whose parameters they are to be
 * @param byName the file's tensors
 */
record ModelTensors(ModelEntries entries, NetworkSpec network, Map<String, Tensor> byName) {
  private static final String OWN = "";

  /** No name of a parameter has a slash. */
  private static final String SPARSE = "sparse/";

  /**
   * All tensors of a model, as they are read again after they were written in a format. Of the
   * weights for pictures of few people those that are not as the others are.
   *
   * @throws IllegalArgumentException if a weight is not finite or too large for the format
   */
  static Map<String, Tensor> of(CrowdModel model, NumberFormat format) {
    Map<String, Tensor> own = rounded(model.weights(), OWN, format);
    Map<String, Tensor> all = new LinkedHashMap<>(own);
    model
        .sparse()
        .map(expert -> rounded(expert.weights(), SPARSE, format))
        .ifPresent(
            others ->
                own.forEach(
                    (name, tensor) -> {
                      Tensor other = Objects.requireNonNull(others.get(SPARSE + name));
                      if (!Arrays.equals(other.values(), tensor.values())) {
                        all.put(SPARSE + name, other);
                      }
                    }));
    return all;
  }

  /** Weights as they are after they were written in a format. */
  static Weights rounded(Weights weights, NetworkSpec network, NumberFormat format) {
    return Weights.of(network, rounded(weights, OWN, format));
  }

  private static Map<String, Tensor> rounded(Weights weights, String prefix, NumberFormat format) {
    Map<String, Tensor> rounded = new LinkedHashMap<>();
    weights
        .tensors()
        .forEach(
            (name, tensor) -> rounded.put(prefix + name, rounded(prefix + name, tensor, format)));
    return rounded;
  }

  private static Tensor rounded(String name, Tensor tensor, NumberFormat format) {
    float[] values = tensor.values().clone();
    for (int i = 0; i < values.length; i++) {
      float rounded = format.round(values[i]);
      if (!Float.isFinite(values[i]) || !Float.isFinite(rounded)) {
        throw new IllegalArgumentException(
            "weights are finite in %s but value %d of tensor \"%s\" is %s"
                .formatted(format, i, name, values[i]));
      }
      values[i] = rounded;
    }
    return new Tensor(tensor.shape(), values);
  }

  /** The weights for which nothing else is said. */
  Weights own() throws ModelFormatException {
    Map<String, Tensor> own = new LinkedHashMap<>(byName);
    if (entries.hasSparse()) {
      network.parameters().forEach(parameter -> own.remove(SPARSE + parameter.name()));
    }
    for (Parameter parameter : network.parameters()) {
      require(parameter, parameter.name(), own.get(parameter.name()));
    }
    return Weights.of(network, own);
  }

  /** Those for pictures of few people. */
  Weights sparse() throws ModelFormatException {
    Map<String, Tensor> sparse = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters()) {
      String name = parameter.name();
      String stored = byName.containsKey(SPARSE + name) ? SPARSE + name : name;
      sparse.put(name, require(parameter, stored, byName.get(stored)));
    }
    return Weights.of(network, sparse);
  }

  /** Checks shapes before anything is allocated for them: a file may declare any network. */
  private Tensor require(Parameter parameter, String name, @Nullable Tensor tensor)
      throws ModelFormatException {
    if (tensor == null || !tensor.shape().equals(parameter.shape())) {
      throw entries.refused(
          "network \"%s\" needs tensor \"%s\" of shape %s but it is %s"
              .formatted(
                  network.name(),
                  name,
                  parameter.shape(),
                  tensor == null ? "missing" : "of shape " + tensor.shape()),
          null);
    }
    for (float value : tensor.values()) {
      if (!Float.isFinite(value)) {
        throw entries.refused(
            "tensor \"%s\" holds %s but weights are finite".formatted(name, value), null);
      }
    }
    return tensor;
  }
}
