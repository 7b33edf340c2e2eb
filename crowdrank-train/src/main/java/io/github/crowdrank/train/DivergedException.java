package io.github.crowdrank.train;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A loss, gradient or weight is no longer a finite number, or a loss has exploded. The message
 * names the batch. No checkpoint was saved since.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Path lastCheckpoint;

  DivergedException(String message, @Nullable Path lastCheckpoint) {
    super(message);
    this.lastCheckpoint = lastCheckpoint;
  }

  /**
   * The newest checkpoint; empty if there is none. Unless it was saved because the training was
   * stopped there, its weights are known to have given a good loss.
   */
  public Optional<Path> lastCheckpoint() {
    return Optional.ofNullable(lastCheckpoint);
  }
}
