package io.github.crowdrank.bench;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.TrainingNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Weights;
import java.util.Arrays;

/** Refuses to time a library that computes something else. */
public final class Agreement {
  /** Largest relative L2 distance of outputs, and of the change that a training step makes. */
  public static final double TOLERANCE = 1e-4;

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
      return require(library, expected, theirs.forward(input).values());
    }
  }

  /**
   * Holds what two training steps make of the parameters against what this project makes of them.
   * The rate is so large that parameters and step are of equal length: differences then show
   * through the rounding of the parameters.
   *
   * @return the relative L2 distance of the first step
   * @throws EngineException if it is more than {@link #TOLERANCE}
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
      return require(library, gradient, after);
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

  private static double require(Library library, float[] expected, float[] actual) {
    double distance = distance(expected, actual);
    if (!(distance <= TOLERANCE)) {
      throw new EngineException(
          "%s computes something else: relative L2 distance %s, at most %s"
              .formatted(library.description(), distance, TOLERANCE));
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
