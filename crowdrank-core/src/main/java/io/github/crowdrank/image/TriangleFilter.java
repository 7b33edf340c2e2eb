package io.github.crowdrank.image;

import java.util.Arrays;

/** Weights along one axis: which source pixels make each target pixel, and by how much. */
final class TriangleFilter {
  private final int[] first;
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
    int[] first = new int[count];
    float[][] weights = new float[count][];
    for (int i = 0; i < count; i++) {
      double center = begin + (i + 0.5) * step;
      int from = Math.max(0, (int) Math.floor(center - radius));
      int until = Math.min(length, (int) Math.ceil(center + radius));
      first[i] = from;
      weights[i] = weights(from, until, center, radius);
    }
    return new TriangleFilter(first, weights);
  }

  private static float[] weights(int from, int until, double center, double radius) {
    float[] weights = new float[until - from];
    double sum = 0;
    for (int j = from; j < until; j++) {
      double weight = Math.max(0, 1 - Math.abs(j + 0.5 - center) / radius);
      weights[j - from] = (float) weight;
      sum += weight;
    }
    for (int j = 0; j < weights.length; j++) {
      weights[j] /= (float) sum;
    }
    return weights;
  }

  /**
   * Filters interleaved RGB samples: columns first, and only in the rows that are needed. Of the
   * narrowed rows no more are kept than make one target row.
   */
  static byte[] apply(byte[] samples, int width, TriangleFilter columns, TriangleFilter rows) {
    int newWidth = columns.first.length;
    int newHeight = rows.first.length;
    float[][] narrowed = new float[rows.mostWeights()][3 * newWidth];
    byte[] result = new byte[3 * newWidth * newHeight];
    float[] sums = new float[3 * newWidth];
    int next = rows.first[0];
    for (int y = 0; y < newHeight; y++) {
      float[] weights = rows.weights[y];
      for (; next < rows.first[y] + weights.length; next++) {
        columns.filterRow(samples, 3 * next * width, narrowed[next % narrowed.length]);
      }
      Arrays.fill(sums, 0.5f);
      for (int j = 0; j < weights.length; j++) {
        float weight = weights[j];
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

  private int mostWeights() {
    return Arrays.stream(weights).mapToInt(row -> row.length).max().orElseThrow();
  }

  private void filterRow(byte[] samples, int from, float[] target) {
    for (int i = 0; i < first.length; i++) {
      float red = 0;
      float green = 0;
      float blue = 0;
      int at = from + 3 * first[i];
      for (float weight : weights[i]) {
        red += weight * (samples[at] & 255);
        green += weight * (samples[at + 1] & 255);
        blue += weight * (samples[at + 2] & 255);
        at += 3;
      }
      target[3 * i] = red;
      target[3 * i + 1] = green;
      target[3 * i + 2] = blue;
    }
  }
}
