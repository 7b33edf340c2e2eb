package io.github.crowdrank.safetensors;

import java.io.IOException;

/** A file is not valid safetensors, or holds what this reader refuses. */
public final class SafetensorsException extends IOException {
  private static final long serialVersionUID = 1L;

  SafetensorsException(String message) {
    super(message);
  }
}
