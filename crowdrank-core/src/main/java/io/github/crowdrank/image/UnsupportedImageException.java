package io.github.crowdrank.image;

/** A file is no picture, or of a kind that is not read. */
public final class UnsupportedImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  UnsupportedImageException(String message) {
    super(message, null);
  }
}
