package io.github.crowdrank.image;

import org.jspecify.annotations.Nullable;

/** A picture exceeds {@link ImageLimits} or the free memory. */
public final class ImageTooLargeException extends ImageException {
  private static final long serialVersionUID = 1L;

  ImageTooLargeException(String message) {
    this(message, null);
  }

  ImageTooLargeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
