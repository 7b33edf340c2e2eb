package io.github.crowdrank.data.similar;

import java.util.SplittableRandom;

/**
 * Random descriptors that lie as those of pictures do: around the centres of clusters, spread along
 * a few directions and a little along all.
 */
final class ClusteredDescriptors {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final int DIRECTIONS = 24;

  private final float[][] centres;
  private final float[][] directions;
  private final int dimension;
  private final long seed;

  ClusteredDescriptors(int dimension, int clusters, long seed) {
    this.dimension = dimension;
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    this.centres = gaussian(clusters, dimension, random);
    this.directions = gaussian(DIRECTIONS, dimension, random);
  }

  private static float[][] gaussian(int rows, int columns, SplittableRandom random) {
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }

  /** The descriptor of a number, the same each time. */
  ImageDescriptor get(int number) {
    SplittableRandom random =
        new SplittableRandom(new SplittableRandom(seed + number * GOLDEN_RATIO).nextLong());
    float[] values = centres[random.nextInt(centres.length)].clone();
    for (float[] direction : directions) {
      double along = 0.15 * random.nextGaussian();
      for (int i = 0; i < dimension; i++) {
        values[i] += (float) (along * direction[i]);
      }
    }
    for (int i = 0; i < dimension; i++) {
      values[i] += (float) (0.1 * random.nextGaussian());
    }
    return ImageDescriptor.of(values);
  }
}
