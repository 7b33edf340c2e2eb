package io.github.crowdrank.loss;

/** What a map counts in a loss, by the number of heads that it holds. */
public enum CrowdWeight {
  /** Every map alike. */
  EQUAL {
    @Override
    double of(int heads) {
      return 1;
    }
  },
  /**
   * {@code 5 / sqrt(heads + 10)}: the error of a count grows about as the root of the count, and a
   * dense map would otherwise drown the sparse ones.
   */
  ROOT {
    @Override
    double of(int heads) {
      return 5 / Math.sqrt(heads + 10.0);
    }
  };

  abstract double of(int heads);
}
