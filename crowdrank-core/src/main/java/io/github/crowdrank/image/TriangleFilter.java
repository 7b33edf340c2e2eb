package io.github.crowdrank.image;

import java.util.Arrays;

/**
 * Weights along one axis: which source pixels make each target pixel, and by how much. All are made
 * of the same number of neighbours, some of which may weigh nothing.
 */
final class TriangleFilter {
  private final int[] first;

  /** By neighbour and target pixel. */
  private final float[][] weights;

  private TriangleFilter(int[] first, float[][] weights) {
    this.first = first;
    this.weights = weights;
  }

  /**
   * Weights for {@code count} target pixels over {@code [begin, end)} of a row of {@code length}
   * source pixels.
   */
  static TriangleFilter of(double begin, double end, int count, int length) {
    double step = (end - begin) / count;
    double radius = Math.max(1, step);
    int neighbours = Math.min(length, (int) Math.ceil(2 * radius));
    int[] first = new int[count];
    float[][] weights = new float[neighbours][count];
    for (int i = 0; i < count; i++) {
      double center = begin + (i + 0.5) * step;
      int from = (int) Math.floor(center - radius + 0.5);
      first[i] = Math.max(0, Math.min(length - neighbours, from));
      double sum = 0;
      for (int j = 0; j < neighbours; j++) {
        double weight = Math.max(0, 1 - Math.abs(first[i] + j + 0.5 - center) / radius);
        weights[j][i] = (float) weight;
        sum += weight;
      }
      for (float[] neighbour : weights) {
        neighbour[i] /= (float) sum;
      }
    }
    return new TriangleFilter(first, weights);
  }

  /**
   * Filters interleaved RGB samples: columns first, and only in the rows that are needed. Of the
   * narrowed rows no more are kept than make one target row.
   */
  static byte[] apply(byte[] samples, int width, TriangleFilter columns, TriangleFilter rows) {
    int newWidth = columns.first.length;
    int newHeight = rows.first.length;
    float[][] narrowed = new float[rows.weights.length][3 * newWidth];
    byte[] result = new byte[3 * newWidth * newHeight];
    float[] sums = new float[3 * newWidth];
    int next = rows.first[0];
    for (int y = 0; y < newHeight; y++) {
      for (; next < rows.first[y] + narrowed.length; next++) {
        columns.filterRow(samples, 3 * next * width, narrowed[next % narrowed.length]);
      }
      Arrays.fill(sums, 0.5f);
      for (int j = 0; j < narrowed.length; j++) {
        float weight = rows.weights[j][y];
        float[] row = narrowed[(rows.first[y] + j) % narrowed.length];
        for (int i = 0; i < sums.length; i++) {
          sums[i] += weight * row[i];
        }
      }
      for (int i = 0; i < sums.length; i++) {
        result[y * sums.length + i] = (byte) Math.min(255, (int) sums[i]);
      }
    }
    return result;
  }

  private void filterRow(byte[] samples, int from, float[] target) {
    Arrays.fill(target, 0);
    // Neighbours outside: a loop over two or three of them costs more than what it does.
    for (int j = 0; j < weights.length - 1; j += 2) {
      addTwo(samples, from + 3 * j, weights[j], weights[j + 1], target);
    }
    if (weights.length % 2 != 0) {
      addOne(samples, from + 3 * (weights.length - 1), weights[weights.length - 1], target);
    }
  }

  private void addTwo(byte[] samples, int from, float[] left, float[] right, float[] target) {
    for (int i = 0; i < first.length; i++) {
      int at = from + 3 * first[i];
      float a = left[i];
      float b = right[i];
      int red = 3 * i;
      target[red] = target[red] + a * (samples[at] & 255) + b * (samples[at + 3] & 255);
      target[red + 1] = target[red + 1] + a * (samples[at + 1] & 255) + b * (samples[at + 4] & 255);
      target[red + 2] = target[red + 2] + a * (samples[at + 2] & 255) + b * (samples[at + 5] & 255);
    }
  }

  private void addOne(byte[] samples, int from, float[] weight, float[] target) {
    for (int i = 0; i < first.length; i++) {
      int at = from + 3 * first[i];
      target[3 * i] += weight[i] * (samples[at] & 255);
      target[3 * i + 1] += weight[i] * (samples[at + 1] & 255);
      target[3 * i + 2] += weight[i] * (samples[at + 2] & 255);
    }
  }
}
