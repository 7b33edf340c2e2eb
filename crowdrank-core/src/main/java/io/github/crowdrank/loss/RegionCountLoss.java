package io.github.crowdrank.loss;

import java.util.Arrays;
import java.util.List;

/**
 * The deviation of counts in square regions that divide a map, added up over the regions and
 * averaged over the maps. Where single cells ask for the exact place of a head, regions only ask
 * for its neighbourhood.
 *
 * @param side of a region in cells, 1 or more; regions at the right and bottom edges are cut off,
 *     and one that is no smaller than the map is all of it
 * @param deviation of one region's count
 */
public record RegionCountLoss(int side, CountDeviation deviation) implements DensityLoss {
  /**
   * Checks the side.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public RegionCountLoss {
    if (side < 1) {
      throw new IllegalArgumentException("side is at least 1 cell but was " + side);
    }
  }

  /** The deviation of the count of a whole map. */
  public static RegionCountLoss whole(CountDeviation deviation) {
    return new RegionCountLoss(Integer.MAX_VALUE, deviation);
  }

  @Override
  public LossGradient evaluate(float[] predicted, List<DensityTarget> targets) {
    Shapes.requireTarget(targets);
    int cells = Shapes.cellsOf(predicted.length, targets);
    int width = targets.get(0).density().width();
    int height = cells / width;
    float[] truth = new float[cells];
    float[] gradient = new float[predicted.length];
    double loss = 0;
    for (int map = 0; map < targets.size(); map++) {
      targets.get(map).density().copyTo(truth, 0);
      int start = map * cells;
      for (int top = 0; top < height; top += Math.min(side, height)) {
        for (int left = 0; left < width; left += Math.min(side, width)) {
          int right = left + Math.min(side, width - left);
          int bottom = top + Math.min(side, height - top);
          double found = 0;
          double wanted = 0;
          for (int y = top; y < bottom; y++) {
            for (int i = y * width + left; i < y * width + right; i++) {
              found += predicted[start + i];
              wanted += truth[i];
            }
          }
          loss += deviation.value(found, wanted);
          float slope = (float) (deviation.slope(found, wanted) / targets.size());
          for (int y = top; y < bottom; y++) {
            int row = start + y * width;
            Arrays.fill(gradient, row + left, row + right, slope);
          }
        }
      }
    }
    return new LossGradient(loss / targets.size(), gradient);
  }
}
