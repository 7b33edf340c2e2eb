package io.github.crowdrank.image;

import org.jspecify.annotations.Nullable;

/** A picture is damaged or cut off. */
public final class CorruptImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  CorruptImageException(String message) {
    this(message, null);
  }

  CorruptImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
