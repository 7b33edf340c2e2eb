package io.github.crowdrank.loss;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.density.HeadPoint;
import java.util.List;

/**
 * What a network should say about one labelled patch.
 *
 * @param density people per cell of the network's output
 * @param heads the heads in the patch, in units of cells of that map; losses on points use them
 */
public record DensityTarget(DensityMap density, List<HeadPoint> heads) {
  /** Copies the list. */
  public DensityTarget {
    heads = List.copyOf(heads);
  }
}
