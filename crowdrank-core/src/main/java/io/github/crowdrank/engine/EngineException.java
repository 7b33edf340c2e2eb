package io.github.crowdrank.engine;

/** An engine cannot run: its native library is missing, or a network is beyond it. */
public sealed class EngineException extends RuntimeException permits EngineMemoryException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that says what is missing and what to do. */
  public EngineException(String message) {
    super(message);
  }

  /** With a sentence and the cause. */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
