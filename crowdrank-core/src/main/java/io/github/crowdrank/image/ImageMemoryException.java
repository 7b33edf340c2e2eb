package io.github.crowdrank.image;

import org.jspecify.annotations.Nullable;

/**
 * There is no room for a picture now: the heap as a whole could hold it, but others take it up.
 * When they are done it may be decoded.
 */
public final class ImageMemoryException extends ImageException {
  private static final long serialVersionUID = 1L;

  ImageMemoryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
