package io.github.crowdrank.metric;

/**
 * What two density maps are divided by before they are compared as pictures of dynamic range 1.
 * Densities have no natural range, and papers seldom say which they took.
 */
public enum MapScaling {
  /**
   * Both by the largest value of the true map, as the code does that comes with NWPU-Crowd. Too
   * many people everywhere make another picture.
   */
  TRUE_PEAK,
  /**
   * Each by its own largest value, as CSRNet describes it after CP-CNN ("normalization for both").
   * Compares where people are and not how many. A map without positive values stays as it is.
   */
  OWN_PEAK
}
