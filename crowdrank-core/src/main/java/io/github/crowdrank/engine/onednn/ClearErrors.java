package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.engine.EngineException;
import java.util.function.Supplier;

/** Turns what goes wrong in native code into an {@link EngineException} that says where. */
final class ClearErrors {
  private ClearErrors() {}

  /**
   * Does native work.
   *
   * @param where whose work it is, for the message
   * @throws EngineException if memory outside the heap is short, or oneDNN reports an error
   */
  static <T> T of(String where, Supplier<T> work) {
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      throw new EngineException(
          ("%s: not enough memory: %s. Where that is a limit of JavaCPP and not of the machine, raise it"
                  + " with the system properties org.bytedeco.javacpp.maxBytes and"
                  + " org.bytedeco.javacpp.maxPhysicalBytes")
              .formatted(where, e.getMessage()),
          e);
    } catch (RuntimeException e) {
      // JavaCPP throws this very class for errors of oneDNN; the others are our own.
      if (e.getClass() == RuntimeException.class) {
        throw new EngineException("%s: oneDNN failed: %s".formatted(where, e.getMessage()), e);
      }
      throw e;
    }
  }
}
