package io.github.crowdrank.density;

import java.util.List;
import org.apache.commons.math3.special.Erf;

/** The painter as one would write it down: every head on every pixel, tails folded one by one. */
record NaivePainter(double sigma, double truncation, BorderHandling border) {
  float[] paint(List<HeadPoint> heads, int width, int height) {
    double[] sums = new double[width * height];
    for (HeadPoint head : heads) {
      double[] across = axis(head.x(), width);
      double[] down = axis(head.y(), height);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += across[i % width] * down[i / width];
      }
    }
    float[] map = new float[sums.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) sums[i];
    }
    return map;
  }

  private double[] axis(double position, int length) {
    double[] weights = new double[length];
    int reach = (int) Math.ceil(truncation * sigma) + 1;
    double inside = 0;
    for (int pixel = -reach; pixel < length + reach; pixel++) {
      double weight = integral(pixel - position, pixel + 1 - position);
      if (pixel >= 0 && pixel < length) {
        weights[pixel] += weight;
        inside += weight;
      } else if (border == BorderHandling.REFLECTED) {
        int folded = Math.floorMod(pixel, 2 * length);
        weights[folded < length ? folded : 2 * length - 1 - folded] += weight;
      }
    }
    for (int pixel = 0; border == BorderHandling.RENORMALIZED && pixel < length; pixel++) {
      weights[pixel] /= inside;
    }
    return weights;
  }

  private double integral(double from, double to) {
    double reach = truncation * sigma;
    double low = Math.max(-reach, Math.min(reach, from)) / sigma / Math.sqrt(2);
    double high = Math.max(-reach, Math.min(reach, to)) / sigma / Math.sqrt(2);
    return Erf.erf(low, high) / 2 / Erf.erf(truncation / Math.sqrt(2));
  }
}
