package io.github.crowdrank.train;

import io.github.crowdrank.network.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which parameters learn how fast, and which decay.
 *
 * @param layerRates factor on the learning rate by layer name; a layer that is not named has 1, and
 *     0 freezes a layer, its decay included
 * @param biasRate factor on the learning rate of biases, on top of their layer's; 0 or more
 * @param weightDecay pull towards zero per step and unit of learning rate, 0 or more; the paper's
 *     is 5e-4
 * @param decayBiases whether biases decay too
 * @param decoupled whether the decay acts on the parameters directly (Loshchilov and Hutter, 2019)
 *     instead of through the gradient, where momentum and normalisation see it
 */
public record ParameterRules(
    Map<String, Double> layerRates,
    double biasRate,
    double weightDecay,
    boolean decayBiases,
    boolean decoupled) {
  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException if a factor or the decay is negative or not finite
   */
  public ParameterRules {
    // Sorted: the order of Map.copyOf differs from one run of Java to the next, and with it the
    // text.
    layerRates = Collections.unmodifiableMap(new TreeMap<>(layerRates));
    layerRates.forEach((layer, rate) -> requireNotNegative("rate of layer " + layer, rate));
    requireNotNegative("bias rate", biasRate);
    requireNotNegative("weight decay", weightDecay);
  }

  /** Every parameter alike, decaying through the gradient. */
  public static ParameterRules uniform(double weightDecay) {
    return new ParameterRules(Map.of(), 1, weightDecay, true, false);
  }

  /** The same rules with another factor for one layer. */
  public ParameterRules withLayerRate(String layer, double rate) {
    Map<String, Double> rates = new LinkedHashMap<>(layerRates);
    rates.put(layer, rate);
    return new ParameterRules(rates, biasRate, weightDecay, decayBiases, decoupled);
  }

  /** The same rules, by which some layers do not learn. */
  ParameterRules freezing(Set<String> layers) {
    Map<String, Double> rates = new LinkedHashMap<>(layerRates);
    layers.forEach(layer -> rates.put(layer, 0.0));
    return new ParameterRules(rates, biasRate, weightDecay, decayBiases, decoupled);
  }

  /** The layers that do not learn. */
  Set<String> frozen() {
    return layerRates.entrySet().stream()
        .filter(rate -> rate.getValue() == 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Factor on the learning rate of a parameter. */
  double rate(Parameter parameter) {
    double rate = layerRates.getOrDefault(parameter.layer(), 1.0);
    return parameter.kind() == Parameter.Kind.BIAS ? rate * biasRate : rate;
  }

  /** Decay of a parameter. */
  double decay(Parameter parameter) {
    return parameter.kind() == Parameter.Kind.BIAS && !decayBiases ? 0 : weightDecay;
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is finite and not negative but was " + value);
    }
  }
}
