package io.github.crowdrank.engine;

/** An engine cannot get the memory it needs. When other work is done it may. */
public final class EngineMemoryException extends EngineException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that says what is short and what to do, and the cause. */
  public EngineMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
