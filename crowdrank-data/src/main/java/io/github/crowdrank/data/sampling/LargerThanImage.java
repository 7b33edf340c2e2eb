package io.github.crowdrank.data.sampling;

/** What to do with a square whose side is longer than the shorter side of the image. */
public enum LargerThanImage {
  /** Take the largest square that fits instead. */
  CLAMP,
  /**
   * Draw another side until one fits, so that small images give no surplus of largest squares. An
   * image in which the least side does not fit gives its largest square.
   */
  REDRAW,
  /** Refuse the image. */
  FAIL
}
