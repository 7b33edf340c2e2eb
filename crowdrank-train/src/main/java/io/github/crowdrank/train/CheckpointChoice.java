package io.github.crowdrank.train;

/** Which weights a training returns. */
public enum CheckpointChoice {
  /** Those of the last step. */
  LAST,
  /** Those of the {@linkplain ValidationReport#best best} validation; needs validation images. */
  BEST_VALIDATION
}
