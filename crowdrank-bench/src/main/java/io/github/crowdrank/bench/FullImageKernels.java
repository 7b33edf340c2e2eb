package io.github.crowdrank.bench;

import io.github.crowdrank.density.HeadPoint;
import java.util.List;

/** Density maps as one writes them down first: for every head one Gaussian on every pixel. */
final class FullImageKernels {
  private final double sigma;

  FullImageKernels(double sigma) {
    this.sigma = sigma;
  }

  float[] paint(List<HeadPoint> heads, int width, int height) {
    float[] map = new float[width * height];
    float[] kernel = new float[width * height];
    for (HeadPoint head : heads) {
      double sum = 0;
      for (int y = 0; y < height; y++) {
        double dy = y + 0.5 - head.y();
        for (int x = 0; x < width; x++) {
          double dx = x + 0.5 - head.x();
          double value = Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
          kernel[y * width + x] = (float) value;
          sum += value;
        }
      }
      for (int i = 0; i < map.length; i++) {
        map[i] += (float) (kernel[i] / sum);
      }
    }
    return map;
  }
}
