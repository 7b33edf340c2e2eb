package io.github.crowdrank.data.synthetic;

/**
 * A camera above a level crowd: heads lie in one plane, so that their size grows linearly with the
 * distance below the horizon.
 *
 * @param horizon row of the smallest heads, in pixels from the top
 * @param bottom row of the largest heads, in pixels from the top
 * @param smallest diameter of a head at the horizon, in pixels
 * @param largest diameter of a head at the bottom, in pixels
 */
record Perspective(double horizon, double bottom, double smallest, double largest) {
  /** Diameter of a head centred at a row at or below the horizon. */
  double headSize(double y) {
    return smallest + (largest - smallest) * nearness(y);
  }

  /** 0 at the horizon, 1 at the bottom. */
  double nearness(double y) {
    return Math.max(0, (y - horizon) / (bottom - horizon));
  }
}
