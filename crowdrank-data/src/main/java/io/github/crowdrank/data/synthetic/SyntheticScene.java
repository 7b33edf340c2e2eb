package io.github.crowdrank.data.synthetic;

import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.util.List;

/**
 * A painted crowd.
 *
 * @param image the picture
 * @param heads the centre of every head whose centre can be seen, farthest first
 */
public record SyntheticScene(RgbImage image, List<HeadPoint> heads) {
  /** Copies the list. */
  public SyntheticScene {
    heads = List.copyOf(heads);
  }
}
