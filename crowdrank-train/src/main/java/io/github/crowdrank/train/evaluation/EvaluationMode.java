package io.github.crowdrank.train.evaluation;

/**
 * How a picture passes the network when a counter is judged. The paper does not say which it used.
 */
public sealed interface EvaluationMode {
  /** As the counter counts any picture: whole if that fits its memory budget, else in tiles. */
  record AsCounted() implements EvaluationMode {}

  /** The whole picture in one pass, whatever memory that takes. */
  record WholeImage() implements EvaluationMode {}

  /**
   * Tiles that overlap as far as the network sees, with the result of the whole picture to 1e-5 of
   * the map's largest value. A picture whose pass fits the budget runs whole.
   *
   * @param memoryBudget bytes for one pass, more than 0; see {@link
   *     io.github.crowdrank.CrowdCounter.Builder#memoryBudget}
   */
  record Tiled(long memoryBudget) implements EvaluationMode {
    /**
     * Checks the budget.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Tiled {
      if (memoryBudget < 1) {
        throw new IllegalArgumentException(
            "a memory budget is 1 byte or more but was " + memoryBudget);
      }
    }
  }

  /**
   * Overlapping square windows, each resized to the input of the network and counted by itself; its
   * map is resized back with its sum kept, and negative densities then count as empty. The density
   * of a pixel is the mean over the windows that cover it. Windows at the right and lower edge are
   * moved inside. What the evaluation tool does that the paper's authors name; some five thousand
   * passes for 1024x768 pixels. That tool resizes maps by interpolation and corrects the sum after;
   * here people are shared out by area.
   *
   * @param side side of the windows in pixels, at least 1; a picture that is smaller is one window
   * @param step distance between windows in pixels, 1 to {@code side}
   * @param input what the side of a window is resized to, at least 1
   */
  record SlidingWindows(int side, int step, int input) implements EvaluationMode {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is outside its range
     */
    public SlidingWindows {
      if (side < 1 || step < 1 || step > side || input < 1) {
        throw new IllegalArgumentException(
            ("windows have sides of 1 or more, steps of 1 to their side and inputs of 1 or more but"
                    + " were %d, %d and %d")
                .formatted(side, step, input));
      }
    }
  }

  /** As the counter counts any picture. */
  static EvaluationMode asCounted() {
    return new AsCounted();
  }

  /** One pass, whatever the size. */
  static EvaluationMode wholeImage() {
    return new WholeImage();
  }

  /** Windows of 224 pixels every 10. */
  static EvaluationMode slidingWindows() {
    return new SlidingWindows(224, 10, 224);
  }
}
