package io.github.crowdrank;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Work on a daemon thread of its own, which has the caller's context class loader: threads of the
 * common pool have the system's, where a packed application's libraries are not found.
 */
final class Background<T> {
  private final CompletableFuture<T> result;

  private Background(CompletableFuture<T> result) {
    this.result = result;
  }

  /** Starts the work; the thread ends with it, whether or not anybody wants the result. */
  static <T> Background<T> start(String threadName, Supplier<T> work) {
    return new Background<>(
        CompletableFuture.supplyAsync(
            work,
            task -> {
              Thread thread = new Thread(task, threadName);
              thread.setDaemon(true);
              thread.start();
            }));
  }

  /** Waits for the result; what the work threw is thrown unchanged. */
  T join() {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
