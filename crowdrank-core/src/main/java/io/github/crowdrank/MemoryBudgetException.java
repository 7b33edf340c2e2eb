package io.github.crowdrank;

/** A picture does not fit a memory budget, which a larger one or a smaller picture would mend. */
public final class MemoryBudgetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  MemoryBudgetException(String message) {
    super(message);
  }
}
