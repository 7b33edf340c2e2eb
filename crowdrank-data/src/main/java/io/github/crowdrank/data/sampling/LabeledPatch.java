package io.github.crowdrank.data.sampling;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import java.util.List;

/**
 * A square of a counted image, ready to learn from.
 *
 * @param region where it lies in the image, in whole pixels
 * @param flipped whether left and right were exchanged after cropping
 * @param pixels {@code size x size} pixels
 * @param density the target: persons per cell on a grid of {@code size / stride} cells a side
 * @param heads the heads inside, in pixels of the patch
 */
public record LabeledPatch(
    Region region, boolean flipped, RgbImage pixels, DensityMap density, List<HeadPoint> heads) {
  /** Copies the list. */
  public LabeledPatch {
    heads = List.copyOf(heads);
  }

  LabeledPatch withPixels(RgbImage newPixels) {
    return new LabeledPatch(region, flipped, newPixels, density, heads);
  }
}
