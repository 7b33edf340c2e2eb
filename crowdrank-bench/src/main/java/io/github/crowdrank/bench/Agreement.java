package io.github.crowdrank.bench;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.util.Arrays;

/**
 * Refuses what was timed of a library that computes something else. It is to be asked when the
 * timing is over: this project's engine chooses how long OpenMP's threads spin before they sleep,
 * which is then so for every library of the process that shares them.
 */
public final class Agreement {
  /** Largest relative L2 distance of outputs. */
  public static final double TOLERANCE = 1e-4;

  /**
   * Largest relative L2 distance of gradients. Larger than that of outputs: where rounding decides
   * whether a rectifier is on or which of two values is the maximum, a whole term comes or goes.
   */
  public static final double GRADIENT_TOLERANCE = 1e-3;

  private Agreement() {}

  /**
   * Holds the outputs of a library against those of this project.
   *
   * @return their relative L2 distance
   * @throws EngineException if they differ by more than {@link #TOLERANCE}
   */
  public static double ofForward(
      Library library, NetworkSpec spec, Weights weights, FeatureMaps input) {
    float[] expected;
    try (InferenceNetwork ours = Library.of(Contender.CROWDRANK).compile(spec, weights)) {
      expected = ours.forward(input).values();
    }
    try (InferenceNetwork theirs = library.compile(spec, weights)) {
      return require(library, expected, theirs.forward(input).values(), TOLERANCE);
    }
  }

  /**
   * Holds what a training step makes of the parameters against this project's gradient. The rate is
   * so large that parameters and step are of equal length: differences then show through the
   * rounding of the parameters.
   *
   * @return the relative L2 distance of the gradients
   * @throws EngineException if it is more than {@link #GRADIENT_TOLERANCE}
   */
  public static double ofTraining(
      Library library, NetworkSpec spec, Weights weights, FeatureMaps batch, FeatureMaps target) {
    float[] start = weights.toArray();
    float[] gradient = gradient(spec, weights, batch, target);
    float rate = (float) (length(start) / length(gradient));
    try (TrainingSteps theirs = library.compileForTraining(spec, weights, rate)) {
      theirs.step(batch, target);
      float[] after = theirs.weights();
      for (int i = 0; i < after.length; i++) {
        after[i] = (start[i] - after[i]) / rate;
      }
      return require(library, gradient, after, GRADIENT_TOLERANCE);
    }
  }

  private static float[] gradient(
      NetworkSpec spec, Weights weights, FeatureMaps batch, FeatureMaps target) {
    try (TrainingNetwork network =
        EngineLibrary.of(Contender.CROWDRANK).engine().compileForTraining(spec, weights)) {
      FeatureMaps output = network.forward(batch);
      for (int i = 0; i < output.values().length; i++) {
        output.values()[i] = (output.values()[i] - target.values()[i]) / batch.count();
      }
      float[] gradient = new float[spec.parameterCount()];
      network.backward(output, gradient);
      return gradient;
    }
  }

  private static double require(
      Library library, float[] expected, float[] actual, double tolerance) {
    double distance = distance(expected, actual);
    if (!(distance <= tolerance)) {
      throw new EngineException(
          "%s computes something else: relative L2 distance %s, at most %s"
              .formatted(library.description(), distance, tolerance));
    }
    return distance;
  }

  private static double distance(float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      return Double.POSITIVE_INFINITY;
    }
    float[] difference = Arrays.copyOf(actual, actual.length);
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= expected[i];
    }
    return length(difference) / length(expected);
  }

  private static double length(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
