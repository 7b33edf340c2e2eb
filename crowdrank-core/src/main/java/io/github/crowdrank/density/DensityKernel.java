package io.github.crowdrank.density;

import java.util.Arrays;
import java.util.List;

/** How wide a Gaussian each head contributes to a density map. Immutable. */
public sealed interface DensityKernel {
  /**
   * The standard deviation of each head's Gaussian.
   *
   * @param heads all heads of the image, in pixels
   * @return pixels, positive, in the order of the heads
   */
  double[] sigmas(List<HeadPoint> heads);

  /** The paper's kernel (section 4.1): a standard deviation of 15 px for every head. */
  static DensityKernel paper() {
    return new FixedGaussian(15);
  }

  /**
   * The kernel of Zhang et al. 2016: 0.3 times the mean distance to 3 neighbours. Kept between 1 px
   * and 100 px, bounds that they do not have; a lone head has 15 px.
   */
  static DensityKernel geometryAdaptive() {
    return new GeometryAdaptiveGaussian(3, 0.3, 1, 100, 15);
  }

  private static void check(double sigma, String name) {
    if (!(sigma > 0 && sigma <= 10_000)) {
      throw new IllegalArgumentException(
          name + " is more than 0 and at most 10000 pixels but was " + sigma);
    }
  }

  /**
   * The same Gaussian for every head.
   *
   * @param sigma standard deviation in pixels, positive and at most 10,000
   */
  record FixedGaussian(double sigma) implements DensityKernel {
    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public FixedGaussian {
      check(sigma, "sigma");
    }

    @Override
    public double[] sigmas(List<HeadPoint> heads) {
      double[] sigmas = new double[heads.size()];
      Arrays.fill(sigmas, sigma);
      return sigmas;
    }
  }

  /**
   * A Gaussian that narrows where heads stand close together, as they do far from the camera.
   *
   * @param neighbors how many nearest other heads count, 1 or more; fewer where there are fewer
   * @param beta standard deviation per pixel of mean distance to them, positive
   * @param minSigma least standard deviation in pixels, positive
   * @param maxSigma greatest standard deviation in pixels, at most 10,000
   * @param loneSigma standard deviation in pixels of a head without any other, positive and at most
   *     10,000
   * @see <a href="https://doi.org/10.1109/CVPR.2016.70">Zhang et al., Single-Image Crowd Counting
   *     via Multi-Column Convolutional Neural Network, CVPR 2016</a>
   */
  record GeometryAdaptiveGaussian(
      int neighbors, double beta, double minSigma, double maxSigma, double loneSigma)
      implements DensityKernel {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public GeometryAdaptiveGaussian {
      if (neighbors < 1) {
        throw new IllegalArgumentException("neighbors is at least 1 but was " + neighbors);
      }
      if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("beta is positive and finite but was " + beta);
      }
      check(minSigma, "minSigma");
      check(maxSigma, "maxSigma");
      check(loneSigma, "loneSigma");
      if (minSigma > maxSigma) {
        throw new IllegalArgumentException(
            "minSigma is at most maxSigma but they were " + minSigma + " and " + maxSigma);
      }
    }

    @Override
    public double[] sigmas(List<HeadPoint> heads) {
      if (heads.size() < 2) {
        return new FixedGaussian(loneSigma).sigmas(heads);
      }
      double[] sigmas = NearestNeighbors.meanDistances(heads, neighbors);
      for (int i = 0; i < sigmas.length; i++) {
        sigmas[i] = Math.max(minSigma, Math.min(maxSigma, beta * sigmas[i]));
      }
      return sigmas;
    }
  }
}
