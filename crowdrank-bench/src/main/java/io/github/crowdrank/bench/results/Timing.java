package io.github.crowdrank.bench.results;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What JMH recorded of one benchmark with one choice of parameters.
 *
 * @param benchmark class and method, such as {@code CountingBenchmark.forward}
 * @param parameters values by name
 * @param unit such as {@code ms/op}
 * @param values one per measured iteration, 1 or more; a call where a benchmark is single-shot,
 *     else the mean of the iteration
 * @param events what else was counted in one call, by name, such as {@code forward passes}
 */
record Timing(
    String benchmark,
    Map<String, String> parameters,
    String unit,
    List<Double> values,
    Map<String, Double> events) {
  Timing {
    parameters = Map.copyOf(parameters);
    events = Collections.unmodifiableMap(new TreeMap<>(events));
    values = values.stream().sorted().toList();
    if (values.isEmpty()) {
      throw new IllegalArgumentException(benchmark + " has no measured iteration");
    }
  }

  double median() {
    return quantile(0.5);
  }

  /** Half the distance between the quartiles. */
  double error() {
    return (quantile(0.75) - quantile(0.25)) / 2;
  }

  private double quantile(double share) {
    double position = share * (values.size() - 1);
    int below = (int) position;
    int above = Math.min(below + 1, values.size() - 1);
    return values.get(below) + (position - below) * (values.get(above) - values.get(below));
  }

  /** Of one call; 0 where there were none. */
  double events(String name) {
    return events.getOrDefault(name, 0.0);
  }

  /** Whether more is better: calls per time. */
  boolean isThroughput() {
    return unit.startsWith("ops/");
  }

  /** Whether it is this benchmark with at least these parameters. */
  boolean is(String name, Map<String, String> wanted) {
    return benchmark.equals(name) && parameters.entrySet().containsAll(wanted.entrySet());
  }
}
