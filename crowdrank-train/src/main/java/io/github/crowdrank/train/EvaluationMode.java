package io.github.crowdrank.train;

/**
 * How a picture passes the network when a counter is judged. The paper does not say which it used.
 */
public sealed interface EvaluationMode {
  /** The whole picture in one pass. */
  record WholeImage() implements EvaluationMode {}

  /**
   * Overlapping square windows, each counted by itself; the density of a pixel is the mean over the
   * windows that cover it. Negative densities count as empty. Windows at the right and lower edge
   * are moved inside. What the evaluation tool does that the paper's authors name; some five
   * thousand passes for 1024x768 pixels.
   *
   * @param side side of the windows in pixels, at least 1; a picture that is smaller is one window
   * @param step distance between windows in pixels, 1 to {@code side}
   */
  record SlidingWindows(int side, int step) implements EvaluationMode {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is outside its range
     */
    public SlidingWindows {
      if (side < 1 || step < 1 || step > side) {
        throw new IllegalArgumentException(
            "windows have sides of 1 or more and steps of 1 to their side but were %d and %d"
                .formatted(side, step));
      }
    }
  }

  /** One pass, whatever the size. */
  static EvaluationMode wholeImage() {
    return new WholeImage();
  }

  /** Windows of 224 pixels every 10. */
  static EvaluationMode slidingWindows() {
    return new SlidingWindows(224, 10);
  }
}
