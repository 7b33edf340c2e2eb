package io.github.crowdrank.engine.onednn;

/** How 3x3 convolutions are computed. */
public enum Convolutions {
  /**
   * By Winograd's algorithm where the processor has AVX-512 and the shape of the layer suits it,
   * else directly.
   */
  FASTEST,
  /** As the sums they are defined by, everywhere: slower, with a little less rounding. */
  DIRECT
}
