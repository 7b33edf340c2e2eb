package io.github.crowdrank.zone;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file holds no zones that can be used. The message names the file, the zone and the field, what
 * was found and what would be right.
 */
public final class ZoneFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  ZoneFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
