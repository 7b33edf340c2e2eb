package io.github.crowdrank.train;

/** A loss or gradient is no longer a finite number; the weights before the step are untouched. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
