package io.github.crowdrank.pytorch;

/** A pickle says what is not read here; becomes the file's exception. */
final class PickleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PickleException(String message) {
    super(message);
  }
}
