package io.github.crowdrank.image;

import org.jspecify.annotations.Nullable;

/**
 * There is no room for a picture, or for the floats of its count, now: the heap as a whole could
 * hold it, but others take it up. When they are done it may be decoded and counted.
 */
public final class ImageMemoryException extends ImageException {
  private static final long serialVersionUID = 1L;

  ImageMemoryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Of a picture that was decoded but whose count found no room.
   *
   * @param source names the picture at the start of the message
   */
  public static ImageMemoryException ofCount(String source, OutOfMemoryError cause) {
    return new ImageMemoryException(
        source + " does not fit into memory; lower the memory budget or raise -Xmx", cause);
  }
}
