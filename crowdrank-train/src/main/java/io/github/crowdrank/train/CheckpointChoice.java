package io.github.crowdrank.train;

/** Which weights a training returns. */
public enum CheckpointChoice {
  /** Those of the last step. */
  LAST,
  /** Those with the lowest validation MAE; needs validation images. */
  BEST_VALIDATION
}
