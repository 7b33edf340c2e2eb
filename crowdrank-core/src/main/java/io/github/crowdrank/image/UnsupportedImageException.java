package io.github.crowdrank.image;

import org.jspecify.annotations.Nullable;

/** A file is no picture, or of a kind that is not read. */
public final class UnsupportedImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  UnsupportedImageException(String message) {
    this(message, null);
  }

  UnsupportedImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
