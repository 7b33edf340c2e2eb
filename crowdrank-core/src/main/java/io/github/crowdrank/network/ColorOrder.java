package io.github.crowdrank.network;

/** What happens to the colours that a first convolution expects, when it is imported. */
public enum ColorOrder {
  /** The network will read its colours in the order in which the weights were trained. */
  KEEP,
  /** The network will read RGB where the weights were trained on BGR, or the other way round. */
  REVERSE
}
