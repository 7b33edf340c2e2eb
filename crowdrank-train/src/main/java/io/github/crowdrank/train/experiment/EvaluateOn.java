package io.github.crowdrank.train.experiment;

/** Which images an experiment is judged on. */
public enum EvaluateOn {
  /**
   * A seeded part of the images to learn from, which is then not learned from: for trying things
   * out. No test image is looked at.
   */
  HELD_OUT,
  /**
   * The official test images of the benchmark, and all images to learn from are learned from: for
   * figures that stand beside published ones. Every choice made after looking at these flatters.
   */
  TEST
}
