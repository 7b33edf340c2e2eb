package io.github.crowdrank.metric;

/** How resampled values become a confidence interval. */
public enum IntervalMethod {
  /** From one quantile of the resampled values to the other. */
  PERCENTILE,
  /** The same with quantiles that are corrected for bias and skewness (BCa; Efron 1987). */
  BCA
}
