package io.github.crowdrank;

import io.github.crowdrank.density.DensityMap;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link CrowdCounter} says about one picture. Immutable.
 *
 * @param count estimated number of people: the sum of the density, finite; not rounded
 * @param density people per cell; the cells are squares of {@link #stride} pixels, from the upper
 *     left corner of the upright picture on: {@code ceil(width / stride) x ceil(height / stride)}
 *     of them, the last ones reaching past its right and lower edge where a side is no multiple. A
 *     network whose convolutions are not padded as their kernels ask for shrinks the picture, or
 *     enlarges it, and gives fewer or more cells, at least one along each side, which then lie
 *     elsewhere in the picture; they add up to the count all the same, but whatever draws them over
 *     the picture or divides them among zones refuses them
 * @param stride side of a cell in pixels, 1 or more
 * @param warnings what was odd about the picture, for people; empty if nothing was
 * @param elapsed time to decode and to count
 */
public record CrowdEstimate(
    double count, DensityMap density, int stride, List<String> warnings, Duration elapsed) {
  /** Copies the list. */
  public CrowdEstimate {
    warnings = List.copyOf(warnings);
  }
}
