package io.github.crowdrank.onnx;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file is no ONNX graph that could make density maps. The message names the file, the input or
 * output, what was found and what would be right.
 */
public final class OnnxFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  OnnxFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
