package io.github.crowdrank.image;

/** A picture exceeds {@link ImageLimits} or the whole heap. */
public final class ImageTooLargeException extends ImageException {
  private static final long serialVersionUID = 1L;

  ImageTooLargeException(String message) {
    super(message, null);
  }
}
