package io.github.crowdrank.data.sampling;

/** Where a ranked square lies in the one around it. */
public enum Nesting {
  /** In its middle (Algorithm 1). */
  CONCENTRIC,
  /** Anywhere in it, every place equally likely. */
  FREE
}
