package io.github.crowdrank.engine;

/** An engine cannot run: its native library is missing, or a network is beyond it. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that says what is missing and what to do. */
  public EngineException(String message) {
    super(message);
  }

  /** With a sentence and the cause. */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether it could not get the memory it needs. When other work is done, it may. */
  public boolean isLackOfMemory() {
    return getCause() instanceof OutOfMemoryError;
  }
}
