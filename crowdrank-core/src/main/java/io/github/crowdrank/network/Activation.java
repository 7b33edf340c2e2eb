package io.github.crowdrank.network;

/** What a convolution applies to its sums. */
public enum Activation {
  /** {@code f(x) = x}. */
  IDENTITY,
  /** {@code f(x) = max(0, x)}. */
  RELU,
  /** {@code f(x) = min(6, max(0, x))}. */
  RELU6
}
