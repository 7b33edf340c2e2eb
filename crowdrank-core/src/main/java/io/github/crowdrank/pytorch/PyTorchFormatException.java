package io.github.crowdrank.pytorch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file holds no tensors of PyTorch that are read here. The message names the file, what was found
 * and what would be right.
 */
public final class PyTorchFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  PyTorchFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
