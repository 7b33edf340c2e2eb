package io.github.crowdrank.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.HeadPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The check of losses on plain arrays against differences, and targets to check them on. */
final class Gradients {
  private Gradients() {}

  /** A target with heads, each a whole person in the cell that it lies in. */
  static DensityTarget target(int width, int height, int heads, RandomGenerator random) {
    float[] density = new float[width * height];
    List<HeadPoint> points = new ArrayList<>();
    for (int i = 0; i < heads; i++) {
      HeadPoint head = new HeadPoint(random.nextDouble(width), random.nextDouble(height));
      points.add(head);
      int row = (int) head.y();
      density[row * width + (int) head.x()]++;
    }
    return new DensityTarget(DensityMap.of(width, height, density), points);
  }

  /** Densities as a network with a final rectifier predicts them. */
  static float[] positive(int length, RandomGenerator random) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  /** Where the loss has no kink within a step, which random predictions do not meet. */
  static void assertGradientIsThatOfTheLoss(
      DensityLoss loss, float[] predicted, List<DensityTarget> targets) {
    float[] gradient = loss.evaluate(predicted, targets).gradient();
    float step = 1f / 256;
    for (int i = 0; i < predicted.length; i++) {
      float[] up = predicted.clone();
      up[i] += step;
      float[] down = predicted.clone();
      down[i] -= step;
      double numeric =
          (loss.evaluate(up, targets).loss() - loss.evaluate(down, targets).loss())
              / ((double) up[i] - down[i]);
      assertThat((double) gradient[i]).as("cell %d", i).isCloseTo(numeric, within(1e-3));
    }
  }
}
