package io.github.crowdrank.train.experiment;

import io.github.crowdrank.metric.CountPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What was counted of each photograph, by however many seeds and folds. Folds whose held-out images
 * overlap and seeds do not make more photographs: each has one error, the mean of its own.
 */
final class Photographs {
  private final Map<String, List<CountPair>> counts = new LinkedHashMap<>();

  Photographs(Stream<ImageCount> judged) {
    judged.forEach(
        image -> counts.computeIfAbsent(image.id(), id -> new ArrayList<>()).add(image.pair()));
  }

  /** Mean absolute error, in persons, each photograph with the same weight. */
  double mae() {
    return mean(CountPair::absoluteError);
  }

  /** Root of the mean squared error, in persons, each photograph with the same weight. */
  double mse() {
    return Math.sqrt(mean(pair -> pair.absoluteError() * pair.absoluteError()));
  }

  private double mean(ToDoubleFunction<CountPair> error) {
    double sum = 0;
    for (List<CountPair> pairs : counts.values()) {
      sum += mean(pairs, error);
    }
    return sum / counts.size();
  }

  private static double mean(List<CountPair> pairs, ToDoubleFunction<CountPair> error) {
    return pairs.stream().mapToDouble(error).average().orElseThrow();
  }

  /** For each photograph its true count, and an estimate that is off by its mean error. */
  List<CountPair> meanErrors() {
    List<CountPair> errors = new ArrayList<>();
    for (List<CountPair> pairs : counts.values()) {
      double truth = pairs.get(0).truth();
      errors.add(new CountPair(truth, truth + mean(pairs, CountPair::absoluteError)));
    }
    return errors;
  }
}
