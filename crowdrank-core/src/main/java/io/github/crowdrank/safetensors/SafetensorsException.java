package io.github.crowdrank.safetensors;

import java.io.IOException;

/** A file is not valid safetensors, or holds what this reader refuses. */
public final class SafetensorsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean lackOfMemory;

  SafetensorsException(String message) {
    this(message, false);
  }

  SafetensorsException(String message, boolean lackOfMemory) {
    super(message);
    this.lackOfMemory = lackOfMemory;
  }

  /** Whether the heap had no room just then, and the file may be as good as any. */
  public boolean isLackOfMemory() {
    return lackOfMemory;
  }
}
