package io.github.crowdrank.loss;

/** What is compared between patches. The margin has the same unit. */
public enum PatchScore {
  /** The mean density, in persons per cell (Eq. 2). */
  MEAN,
  /** The sum of the map: the count, in persons. */
  SUM
}
