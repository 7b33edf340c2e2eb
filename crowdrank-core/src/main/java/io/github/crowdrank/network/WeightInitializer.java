package io.github.crowdrank.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws the weights a network starts from: He normal weights (He et al. 2015) and biases of zero,
 * as the paper's network file declares for every layer, unless told otherwise for a layer.
 * Immutable and safe for use by many threads.
 *
 * <p>He normal means a standard deviation of {@code sqrt(2 / fanIn)}, {@code fanIn} being the
 * number of values that enter one sum.
 */
public final class WeightInitializer {
  private final Map<String, Double> deviations;
  private final Map<String, Double> biases;

  private WeightInitializer(Builder builder) {
    deviations = Map.copyOf(builder.deviations);
    biases = Map.copyOf(builder.biases);
  }

  /** He normal weights and zero biases everywhere. */
  public static WeightInitializer heNormal() {
    return builder().build();
  }

  /** A builder that starts from He normal weights and zero biases everywhere. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Draws weights. The same network and the same state of the generator give the same weights.
   *
   * @throws IllegalArgumentException if a layer that was given its own values has no parameters or
   *     is not there; the message names it
   */
  public Weights initialize(NetworkSpec spec, RandomGenerator random) {
    checkLayers(spec);
    float[] values = new float[spec.parameterCount()];
    for (Parameter parameter : spec.parameters()) {
      if (parameter.kind() == Parameter.Kind.BIAS) {
        double bias = biases.getOrDefault(parameter.layer(), 0.0);
        for (int i = 0; i < parameter.size(); i++) {
          values[parameter.offset() + i] = (float) bias;
        }
      } else {
        int fanIn = parameter.size() / parameter.shape().get(0);
        double deviation = deviations.getOrDefault(parameter.layer(), Math.sqrt(2.0 / fanIn));
        for (int i = 0; i < parameter.size(); i++) {
          values[parameter.offset() + i] = (float) (deviation * random.nextGaussian());
        }
      }
    }
    return Weights.of(spec, values);
  }

  private void checkLayers(NetworkSpec spec) {
    Map<String, Double> unknown = new LinkedHashMap<>(deviations);
    unknown.putAll(biases);
    spec.parameters().forEach(parameter -> unknown.remove(parameter.layer()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "network \"%s\" has no parameters in a layer called %s"
              .formatted(spec.name(), unknown.keySet()));
    }
  }

  /** Collects what differs from He normal weights and zero biases. */
  public static final class Builder {
    private final Map<String, Double> deviations = new LinkedHashMap<>();
    private final Map<String, Double> biases = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Draws the weights of one layer from a normal distribution around zero.
     *
     * @param deviation standard deviation, 0 or more
     */
    public Builder weightDeviation(String layer, double deviation) {
      deviations.put(layer, deviation);
      return this;
    }

    /**
     * Starts the biases of one layer at a value.
     *
     * @param value finite
     */
    public Builder bias(String layer, double value) {
      biases.put(layer, value);
      return this;
    }

    /**
     * The initialiser.
     *
     * @throws IllegalArgumentException if a deviation is negative or a value is not finite
     */
    public WeightInitializer build() {
      deviations.forEach(
          (layer, deviation) -> {
            if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
              throw new IllegalArgumentException(
                  "the weight deviation of layer \"%s\" is 0 or more and finite but was %s"
                      .formatted(layer, deviation));
            }
          });
      biases.forEach(
          (layer, bias) -> {
            if (!Double.isFinite(bias)) {
              throw new IllegalArgumentException(
                  "the bias of layer \"%s\" is finite but was %s".formatted(layer, bias));
            }
          });
      return new WeightInitializer(this);
    }
  }
}
