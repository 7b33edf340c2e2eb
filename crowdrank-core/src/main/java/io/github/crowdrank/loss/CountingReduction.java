package io.github.crowdrank.loss;

/** What the sum of squared differences of a batch is divided by. */
public enum CountingReduction {
  /** The number of maps, {@code 1/M}, as Eq. 1 is printed. */
  PAPER,
  /** Twice the number of maps, {@code 1/(2M)}, as Caffe's Euclidean loss does. */
  CAFFE;

  double factor(long maps) {
    return this == PAPER ? 1.0 / maps : 0.5 / maps;
  }
}
