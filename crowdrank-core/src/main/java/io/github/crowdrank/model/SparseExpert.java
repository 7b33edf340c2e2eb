package io.github.crowdrank.model;

import io.github.crowdrank.network.Weights;

/**
 * Second weights of a model's network, for pictures of few people, and how a glance tells which
 * pictures those are: a switch between experts (Sam, Surya, Babu, "Switching Convolutional Neural
 * Network for Crowd Counting", CVPR 2017) that is the model itself.
 *
 * <p>The model's own weights see each picture first with its longer side reduced to {@code glance}
 * pixels, filtered as {@link io.github.crowdrank.image.RgbImage#resample} does, smaller pictures as
 * they are. Where the mean of that density map is below {@code limit}, these weights count the
 * picture, and the model's own do elsewhere.
 *
 * @param weights for pictures of few people; of the model's network
 * @param glance longer side of the glance in pixels, 16 to 4096
 * @param limit mean density of the glance, in persons per cell of the network's output, positive
 *     and finite
 */
public record SparseExpert(Weights weights, int glance, double limit) {
  private static final int LEAST_GLANCE = 16;
  private static final int MOST_GLANCE = 4096;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SparseExpert {
    if (glance < LEAST_GLANCE || glance > MOST_GLANCE) {
      throw new IllegalArgumentException(
          "glance is %d to %d pixels but was %d".formatted(LEAST_GLANCE, MOST_GLANCE, glance));
    }
    if (!(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("limit is positive and finite but was " + limit);
    }
  }

  /** The same choice of other weights. */
  SparseExpert with(Weights value) {
    return new SparseExpert(value, glance, limit);
  }
}
