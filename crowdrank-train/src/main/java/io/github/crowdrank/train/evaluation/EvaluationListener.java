package io.github.crowdrank.train.evaluation;

/**
 * Told of each image as it is done, in order and by the thread that evaluates. What it throws ends
 * the evaluation.
 */
@FunctionalInterface
public interface EvaluationListener {
  /**
   * An image was counted.
   *
   * @param done how many images are done, from 1
   * @param total how many there are
   */
  void onImage(int done, int total, ImageResult result);

  /** An image was not counted; only where failures are collected. Does nothing by default. */
  default void onFailure(int done, int total, ImageFailure failure) {}
}
