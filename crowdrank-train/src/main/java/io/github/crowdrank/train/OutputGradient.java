package io.github.crowdrank.train;

/** How gradients pass the rectifier at a network's output. */
public enum OutputGradient {
  /** As the derivative says: not at all where the rectifier is off. */
  EXACT,
  /**
   * Also where the rectifier is off, if the gradient asks for more people there. Without it an
   * output that is off everywhere never comes back.
   */
  REVIVING
}
