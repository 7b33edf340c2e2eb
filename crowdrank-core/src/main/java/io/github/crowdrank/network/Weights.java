package io.github.crowdrank.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values for every parameter of one network, as one flat vector in the order of {@link
 * NetworkSpec#parameters()}. Immutable and safe for use by many threads.
 */
public final class Weights {
  private final List<Parameter> parameters;
  private final float[] values;

  private Weights(List<Parameter> parameters, float[] values) {
    this.parameters = parameters;
    this.values = values;
  }

  /**
   * Copies a flat vector.
   *
   * @throws IllegalArgumentException if its length is not {@link NetworkSpec#parameterCount()}
   */
  public static Weights of(NetworkSpec spec, float[] values) {
    if (values.length != spec.parameterCount()) {
      throw new IllegalArgumentException(
          "network \"%s\" has %d parameters but %d values were given"
              .formatted(spec.name(), spec.parameterCount(), values.length));
    }
    return new Weights(spec.parameters(), values.clone());
  }

  /**
   * Collects named tensors.
   *
   * @param tensors exactly the parameters of the network, by name, each of the parameter's shape
   * @throws IllegalArgumentException if one is missing, unknown or of another shape; the message
   *     names it
   */
  public static Weights of(NetworkSpec spec, Map<String, Tensor> tensors) {
    List<Parameter> parameters = spec.parameters();
    float[] values = new float[spec.parameterCount()];
    for (Parameter parameter : parameters) {
      Tensor tensor = tensors.get(parameter.name());
      if (tensor == null) {
        throw new IllegalArgumentException(
            "network \"%s\" needs tensor \"%s\" of shape %s but it is missing"
                .formatted(spec.name(), parameter.name(), parameter.shape()));
      }
      if (!tensor.shape().equals(parameter.shape())) {
        throw new IllegalArgumentException(
            "tensor \"%s\" has shape %s but network \"%s\" needs %s"
                .formatted(parameter.name(), tensor.shape(), spec.name(), parameter.shape()));
      }
      System.arraycopy(tensor.values(), 0, values, parameter.offset(), parameter.size());
    }
    if (tensors.size() != parameters.size()) {
      List<String> known = parameters.stream().map(Parameter::name).toList();
      throw new IllegalArgumentException(
          "network \"%s\" has no parameter called %s"
              .formatted(
                  spec.name(),
                  tensors.keySet().stream().filter(name -> !known.contains(name)).toList()));
    }
    return new Weights(parameters, values);
  }

  /** Other values for the same parameters; the array is not copied. */
  Weights withValues(float[] others) {
    return new Weights(parameters, others);
  }

  /** The parameters these values belong to. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** A copy of the flat vector. */
  public float[] toArray() {
    return values.clone();
  }

  /** A copy of each parameter by name, in layer order. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      float[] part =
          Arrays.copyOfRange(values, parameter.offset(), parameter.offset() + parameter.size());
      tensors.put(parameter.name(), new Tensor(parameter.shape(), part));
    }
    return tensors;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weights that
        && parameters.equals(that.parameters)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Weights[" + values.length + " values]";
  }
}
