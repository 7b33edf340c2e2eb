package io.github.crowdrank.train.experiment;

import java.util.List;

/**
 * A figure over the seeds.
 *
 * @param mean over the seeds
 * @param deviation sample standard deviation over the seeds; 0 for a single one
 */
public record SeedMean(double mean, double deviation) {
  static SeedMean of(List<Double> values) {
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return new SeedMean(mean, values.size() == 1 ? 0 : Math.sqrt(squares / (values.size() - 1)));
  }
}
