package io.github.crowdrank.examples.spark;

import io.github.crowdrank.MemoryBudgetException;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.ImageException;
import io.github.crowdrank.image.ImageMemoryException;
import io.github.crowdrank.image.ImageTooLargeException;
import io.github.crowdrank.image.UnsupportedImageException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Why a picture was not counted. */
enum Problem {
  /** The file system did not give its bytes: it is gone, forbidden or out of reach. */
  UNREADABLE(true),
  /** It exceeds the limits of the decoder, the heap or the memory budget. */
  TOO_LARGE(true),
  /** There is no memory for it or for the network now. */
  NO_MEMORY(true),
  /** It is no picture, or of a format that is not read. */
  UNSUPPORTED(false),
  /** It is damaged or cut off. */
  CORRUPT(false),
  /** The network cannot take it. */
  REFUSED(false);

  private final boolean passing;

  Problem(boolean passing) {
    this.passing = passing;
  }

  /** Those that another run, with more memory or other rights, may not meet. */
  static List<String> passing() {
    return Arrays.stream(values()).filter(it -> it.passing).map(Problem::name).toList();
  }

  /** Of what was thrown while a file was read, by file systems of whatever make. */
  static Problem ofReading(Throwable thrown) {
    return thrown instanceof OutOfMemoryError ? NO_MEMORY : UNREADABLE;
  }

  /** Of what was thrown while the bytes of a picture were decoded. */
  static Problem ofDecoding(Throwable thrown) {
    if (thrown instanceof ImageTooLargeException) {
      return TOO_LARGE;
    }
    if (thrown instanceof UnsupportedImageException) {
      return UNSUPPORTED;
    }
    if (thrown instanceof OutOfMemoryError || thrown instanceof ImageMemoryException) {
      return NO_MEMORY;
    }
    return thrown instanceof IOException && !(thrown instanceof ImageException)
        ? UNREADABLE
        : CORRUPT;
  }

  /** Of what was thrown while a decoded picture was counted. */
  static Problem ofCounting(Throwable thrown) {
    if (thrown instanceof MemoryBudgetException) {
      return TOO_LARGE;
    }
    return thrown instanceof OutOfMemoryError
            || (thrown instanceof EngineException problem && problem.isLackOfMemory())
        ? NO_MEMORY
        : REFUSED;
  }
}
