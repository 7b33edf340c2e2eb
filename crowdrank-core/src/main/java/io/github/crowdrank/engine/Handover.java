package io.github.crowdrank.engine;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work for an engine's own thread that lets go of its batch as soon as it is done: the thread holds
 * the task that it ran a moment longer than anybody waits for the result, and a small heap has no
 * room for two batches. For one thread.
 */
public final class Handover<T> implements Supplier<T> {
  private @Nullable Supplier<T> work;

  /** Takes on work that has yet to be done. */
  public Handover(Supplier<T> work) {
    this.work = work;
  }

  /**
   * Does the work, once.
   *
   * @throws NullPointerException if it was done before
   */
  @Override
  public T get() {
    Supplier<T> taken = Objects.requireNonNull(work);
    work = null;
    return taken.get();
  }
}
