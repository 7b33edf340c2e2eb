package io.github.crowdrank.loss;

import java.util.Arrays;
import java.util.List;

/**
 * The loss of DM-Count (Wang et al., "Distribution Matching for Crowd Counting", NeurIPS 2020): the
 * error of the count, the cost of carrying the predicted distribution of people to the true one,
 * and half the true count times the total variation between the two. Averaged over the maps.
 *
 * <p>The distribution of the target is its density where the paper puts mass on points: give it a
 * narrow kernel. Both then lie on one grid, the kernel of the transport is a product of a row and a
 * column, and an iteration costs {@code width + height} operations a cell. Where a map holds nobody
 * on either side, the count alone is compared. Nobody is carried from a cell below 0: it counts as
 * it is in the count and as empty in the distribution, which no small change of it then changes.
 *
 * <p>The cost of carrying is the regularised one, which the gradient is of: that of the plan less
 * {@code 2 blur^2} times its entropy beyond the prediction's. It is 0 for one person who is found,
 * but below 0 where a crowd is found and its people stand within a few blurs of each other, and so
 * may the whole loss be: how low it is says nothing but beside another loss of the same targets.
 *
 * @param transportWeight of the regularised transport cost, in units of 1 / squared cells, 0 or
 *     more
 * @param variationWeight of the total variation, 0 or more
 * @param blur of the transport plan in cells, positive: its entropic regularisation is {@code 2
 *     blur^2}
 * @param iterations of Sinkhorn's algorithm, 1 or more
 */
public record DistributionMatchingLoss(
    double transportWeight, double variationWeight, double blur, int iterations)
    implements DensityLoss {
  /** Less mass than this has no distribution worth matching. */
  private static final double LEAST_PEOPLE = 1e-3;

  /**
   * Checks the choices.
   *
   * @throws IllegalArgumentException if one is out of range; the message says which
   */
  public DistributionMatchingLoss {
    requireNotNegative("transport weight", transportWeight);
    requireNotNegative("variation weight", variationWeight);
    if (!(blur > 0 && blur < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("blur is positive and finite but was " + blur);
    }
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations are at least 1 but were " + iterations);
    }
  }

  /**
   * The paper's weights for cells of 8 pixels, 0.1 on squared pixels and 0.01; a plan blurred by a
   * cell, which needs fewer iterations than the paper's 100.
   */
  public DistributionMatchingLoss() {
    this(6.4, 0.01, 1, 40);
  }

  @Override
  public LossGradient evaluate(float[] predicted, List<DensityTarget> targets) {
    Shapes.requireTarget(targets);
    int cells = Shapes.cellsOf(predicted.length, targets);
    int width = targets.get(0).density().width();
    Transport transport = new Transport(width, cells / width, blur, iterations);
    float[] gradient = new float[predicted.length];
    float[] density = new float[cells];
    double loss = 0;
    for (int map = 0; map < targets.size(); map++) {
      targets.get(map).density().copyTo(density, 0);
      double[] truth = new double[cells];
      double[] found = new double[cells];
      for (int i = 0; i < cells; i++) {
        truth[i] = density[i];
        found[i] = predicted[map * cells + i];
      }
      double[] slopes = new double[cells];
      loss += add(found, truth, transport, slopes);
      for (int i = 0; i < cells; i++) {
        gradient[map * cells + i] = (float) (slopes[i] / targets.size());
      }
    }
    return new LossGradient(loss / targets.size(), gradient);
  }

  /** The loss of one map; {@code slopes} receive its gradient. */
  private double add(double[] found, double[] truth, Transport transport, double[] slopes) {
    double people = normalize(truth);
    double predicted = 0;
    for (double value : found) {
      predicted += value;
    }
    double loss = Math.abs(predicted - people);
    Arrays.fill(slopes, Math.signum(predicted - people));
    if (!(people > LEAST_PEOPLE && predicted > LEAST_PEOPLE)) {
      return loss;
    }
    double[] share = new double[found.length];
    for (int i = 0; i < share.length; i++) {
      share[i] = Math.max(0, found[i]);
    }
    double mass = normalize(share);
    double[] potential = new double[share.length];
    loss += transportWeight * transport.cost(truth, share, potential);
    for (int i = 0; i < share.length; i++) {
      double difference = share[i] - truth[i];
      loss += variationWeight * people / 2 * Math.abs(difference);
      potential[i] =
          transportWeight * potential[i] + variationWeight * people / 2 * Math.signum(difference);
    }
    addThroughNormalization(potential, share, mass, found, slopes);
    return loss;
  }

  /** Divides by the sum, which is returned. */
  private static double normalize(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    if (sum > 0) {
      for (int i = 0; i < values.length; i++) {
        values[i] /= sum;
      }
    }
    return sum;
  }

  private static void addThroughNormalization(
      double[] perShare, double[] share, double mass, double[] found, double[] slopes) {
    double mean = 0;
    for (int i = 0; i < share.length; i++) {
      mean += share[i] * perShare[i];
    }
    for (int i = 0; i < share.length; i++) {
      // An empty cell may still fill; one below 0 stays empty in the distribution.
      if (!(found[i] < 0)) {
        slopes[i] += (perShare[i] - mean) / mass;
      }
    }
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is finite and not negative but was " + value);
    }
  }
}
