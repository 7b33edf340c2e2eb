package io.github.crowdrank.image;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A picture cannot be decoded. The message names the file and says what was found in it. */
public abstract sealed class ImageException extends IOException
    permits ImageTooLargeException,
        ImageMemoryException,
        UnsupportedImageException,
        CorruptImageException {
  private static final long serialVersionUID = 1L;

  ImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
