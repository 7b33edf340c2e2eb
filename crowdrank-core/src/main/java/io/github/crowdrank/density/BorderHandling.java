package io.github.crowdrank.density;

/** What becomes of the part of a head's Gaussian that falls outside the image. */
public enum BorderHandling {
  /** The part inside is scaled up, along each axis, so that every head weighs exactly 1. */
  RENORMALIZED,
  /** It is mirrored back at the edges, so that every head weighs exactly 1. */
  REFLECTED,
  /**
   * It is lost: with a standard deviation of 15 px a head in the last row keeps 51 % of its weight,
   * one in a corner 26 %. The sum is then less than the number of heads.
   */
  CLIPPED
}
