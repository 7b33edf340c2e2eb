package io.github.crowdrank;

/** What becomes of cells in which a network without a final rectifier sees less than nobody. */
public enum NegativeDensities {
  /** They count as they are: the plain sum, as the paper's authors say they use. */
  KEEP,
  /** They count as empty, as the evaluation tool does that the authors name. */
  CLAMP
}
