package io.github.crowdrank.train.evaluation;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.train.evaluation.EvaluationMode.SlidingWindows;

/**
 * Adds up overlapping windows pixel by pixel. The counter's model may correct counts: of whole
 * pictures, so that windows are counted as they are and their sum is corrected.
 */
final class SlidingCounter {
  private final CrowdCounter counter;
  private final CountCurve curve;
  private final SlidingWindows windows;

  SlidingCounter(CrowdCounter counter, SlidingWindows windows) {
    this.counter = counter.uncalibrated();
    this.curve = counter.model().calibration().curve();
    this.windows = windows;
  }

  /** People per pixel of the picture. */
  DensityMap density(RgbImage image) {
    int width = Math.min(windows.side(), image.width());
    int height = Math.min(windows.side(), image.height());
    double[] sums = new double[image.width() * image.height()];
    int[] votes = new int[sums.length];
    for (int y : starts(image.height(), height)) {
      for (int x : starts(image.width(), width)) {
        add(window(image, x, y, width, height), x, y, image.width(), sums, votes);
      }
    }
    float[] density = new float[sums.length];
    for (int i = 0; i < density.length; i++) {
      density[i] = (float) (sums[i] / votes[i]);
    }
    return curve.apply(DensityMap.of(image.width(), image.height(), density));
  }

  /** Every step from 0 on, and the last place where a window fits. */
  private int[] starts(int length, int window) {
    int last = length - window;
    int regular = last / windows.step() + 1;
    boolean reachesEdge = last % windows.step() == 0;
    int[] starts = new int[reachesEdge ? regular : regular + 1];
    for (int i = 0; i < regular; i++) {
      starts[i] = i * windows.step();
    }
    starts[starts.length - 1] = last;
    return starts;
  }

  /** The window's people on its own pixels. */
  private DensityMap window(RgbImage image, int x, int y, int width, int height) {
    int inputWidth = input(width);
    int inputHeight = input(height);
    CrowdEstimate estimate =
        counter.estimate(image.resample(new Region(x, y, width, height), inputWidth, inputHeight));
    return inside(estimate, inputWidth, inputHeight).resize(width, height);
  }

  /**
   * A map that ends where the window does. The cells of a window that is no multiple of the stride
   * reach beyond it; what they hold there is that of its last column or row.
   */
  private static DensityMap inside(CrowdEstimate estimate, int width, int height) {
    DensityMap cells = estimate.density();
    int across = cells.width() * estimate.stride();
    int down = cells.height() * estimate.stride();
    if (across == width && down == height) {
      return cells;
    }
    DensityMap spread = cells.resize(across, down);
    double[] sums = new double[width * height];
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        sums[Math.min(y, height - 1) * width + Math.min(x, width - 1)] += spread.at(x, y);
      }
    }
    float[] values = new float[sums.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) sums[i];
    }
    return DensityMap.of(width, height, values);
  }

  private int input(int length) {
    return (int) Math.max(1, Math.round((double) length * windows.input() / windows.side()));
  }

  private static void add(
      DensityMap window, int left, int top, int imageWidth, double[] sums, int[] votes) {
    for (int y = 0; y < window.height(); y++) {
      for (int x = 0; x < window.width(); x++) {
        int at = (top + y) * imageWidth + left + x;
        sums[at] += Math.max(0, window.at(x, y));
        votes[at]++;
      }
    }
  }
}
