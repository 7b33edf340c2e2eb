package io.github.crowdrank.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file holds no model that can be read. The message names the file, the field, what was found in
 * it and what would be right.
 */
public final class ModelFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  ModelFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
