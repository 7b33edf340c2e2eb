package io.github.crowdrank.loss;

import io.github.crowdrank.density.HeadPoint;
import java.util.Arrays;
import java.util.List;

/**
 * The Bayesian loss (Ma et al., "Bayesian Loss for Crowd Count Estimation with Point Supervision",
 * ICCV 2019): what is predicted in a cell is shared out among the heads near it, by how likely each
 * is the cause, and the background; every head is to receive one person, the background none. The
 * loss of a map is {@code sum_n |1 - c_n| + |c_0|}, averaged over the maps.
 *
 * <p>It needs the heads of a target and not its density. Heads are Gaussians around their points,
 * cut off where the background is far likelier; the background is as likely everywhere as a head is
 * at {@code backgroundDistance}, where the paper measures that distance from the nearest head of
 * each cell. The constant does the same work, and keeps the sum over heads one pass.
 *
 * @param sigma standard deviation of a head's Gaussian in cells, positive; the paper's is 8 pixels
 * @param backgroundDistance from a head at which a cell is as likely background, in cells, positive
 *     and at most {@value #MOST_DEVIATIONS} sigma
 */
public record BayesianDensityLoss(double sigma, double backgroundDistance) implements DensityLoss {
  /** Cells beyond this many deviations past the background distance belong to no head. */
  private static final double CUT_OFF = 3;

  /**
   * Farther away a head is no likelier than the smallest of numbers, and neither is the background:
   * of cells that no head is near there would be nothing to share out by.
   */
  private static final int MOST_DEVIATIONS = 37;

  /** Heads reach no farther than the largest map is wide. */
  private static final int LONGEST_REACH = 1 << 20;

  /**
   * Checks the choices.
   *
   * @throws IllegalArgumentException if one is not positive and finite, or the background distance
   *     is too many sigma
   */
  public BayesianDensityLoss {
    requirePositive("sigma", sigma);
    requirePositive("background distance", backgroundDistance);
    if (backgroundDistance / sigma > MOST_DEVIATIONS) {
      throw new IllegalArgumentException(
          "a background distance is at most %d sigma but %s is more for a sigma of %s"
              .formatted(MOST_DEVIATIONS, backgroundDistance, sigma));
    }
  }

  /** For cells of 8 pixels: heads of one cell, background from four cells on. */
  public BayesianDensityLoss() {
    this(1, 4);
  }

  @Override
  public LossGradient evaluate(float[] predicted, List<DensityTarget> targets) {
    Shapes.requireTarget(targets);
    int cells = Shapes.cellsOf(predicted.length, targets);
    float[] gradient = new float[predicted.length];
    double loss = 0;
    for (int map = 0; map < targets.size(); map++) {
      DensityTarget target = targets.get(map);
      int width = target.density().width();
      loss +=
          new OneMap(predicted, map * cells, width, cells / width, gradient).add(target.heads());
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= targets.size();
    }
    return new LossGradient(loss / targets.size(), gradient);
  }

  /** One map of a batch. */
  private final class OneMap {
    private final double background = likelihoodAt(backgroundDistance);
    private final int reach =
        (int) Math.min(LONGEST_REACH, Math.ceil(backgroundDistance + CUT_OFF * sigma));
    private final float[] predicted;
    private final int start;
    private final int width;
    private final int height;
    private final float[] gradient;

    /** Of each cell: how likely all heads and the background are, then the slope of the loss. */
    private final double[] evidence;

    OneMap(float[] predicted, int start, int width, int height, float[] gradient) {
      this.predicted = predicted;
      this.start = start;
      this.width = width;
      this.height = height;
      this.gradient = gradient;
      this.evidence = new double[width * height];
    }

    /** Sets the gradient of this map; returns its loss. */
    double add(List<HeadPoint> heads) {
      Arrays.fill(evidence, background);
      List<Likelihood> likelihoods = heads.stream().map(this::likelihood).toList();
      likelihoods.forEach(likelihood -> likelihood.addTo(evidence));
      double[] slopes = new double[evidence.length];
      double loss = backgroundLoss(slopes);
      for (Likelihood likelihood : likelihoods) {
        double missing = 1 - likelihood.share();
        loss += Math.abs(missing);
        likelihood.addScaled(-Math.signum(missing), slopes);
      }
      for (int i = 0; i < slopes.length; i++) {
        gradient[start + i] = (float) (slopes[i] / evidence[i]);
      }
      return loss;
    }

    private double backgroundLoss(double[] slopes) {
      double found = 0;
      for (int i = 0; i < evidence.length; i++) {
        found += predicted[start + i] * background / evidence[i];
      }
      Arrays.fill(slopes, Math.signum(found) * background);
      return Math.abs(found);
    }

    private Likelihood likelihood(HeadPoint head) {
      int left = Math.max(0, (int) Math.floor(head.x()) - reach);
      int top = Math.max(0, (int) Math.floor(head.y()) - reach);
      return new Likelihood(
          left,
          top,
          gaussian(head.x(), left, Math.min(width, (int) Math.floor(head.x()) + reach + 1)),
          gaussian(head.y(), top, Math.min(height, (int) Math.floor(head.y()) + reach + 1)));
    }

    private double[] gaussian(double centre, int from, int to) {
      double[] values = new double[Math.max(0, to - from)];
      for (int i = 0; i < values.length; i++) {
        values[i] = likelihoodAt(from + i + 0.5 - centre);
      }
      return values;
    }

    /** How likely a head explains each cell around it: the product of a column and a row. */
    private final class Likelihood {
      private final int left;
      private final int top;
      private final double[] alongX;
      private final double[] alongY;

      Likelihood(int left, int top, double[] alongX, double[] alongY) {
        this.left = left;
        this.top = top;
        this.alongX = alongX;
        this.alongY = alongY;
      }

      void addTo(double[] values) {
        addScaled(1, values);
      }

      void addScaled(double factor, double[] values) {
        for (int y = 0; y < alongY.length; y++) {
          int row = (top + y) * width + left;
          double scale = factor * alongY[y];
          for (int x = 0; x < alongX.length; x++) {
            values[row + x] += scale * alongX[x];
          }
        }
      }

      /** What this head receives of the prediction. */
      double share() {
        double sum = 0;
        for (int y = 0; y < alongY.length; y++) {
          int row = (top + y) * width + left;
          double along = 0;
          for (int x = 0; x < alongX.length; x++) {
            along += alongX[x] * predicted[start + row + x] / evidence[row + x];
          }
          sum += alongY[y] * along;
        }
        return sum;
      }
    }
  }

  /** Of a head at this distance, in cells; in deviations first, whose square no sigma spoils. */
  private double likelihoodAt(double distance) {
    double deviations = distance / sigma;
    return Math.exp(-deviations * deviations / 2);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is positive and finite but was " + value);
    }
  }
}
