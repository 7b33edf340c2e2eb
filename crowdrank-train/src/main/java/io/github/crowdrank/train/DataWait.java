package io.github.crowdrank.train;

import java.util.function.LongSupplier;

/**
 * How much of the time of the steps the trainer waited for their patches. A share near 0 means that
 * the patches were drawn ahead of it; the first batch is always waited for. For one thread.
 */
final class DataWait {
  private final LongSupplier nanoTime;
  private long began;
  private long arrived;
  private long waited;
  private long stepped;

  /** Measures by a clock of nanoseconds. */
  DataWait(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A step begins with asking for its batch. */
  void stepBegins() {
    began = nanoTime.getAsLong();
  }

  /** The batch is there. */
  void batchArrived() {
    arrived = nanoTime.getAsLong();
  }

  /** The step is done. */
  void stepEnds() {
    waited += arrived - began;
    stepped += nanoTime.getAsLong() - began;
  }

  /** Time waited by the time of all steps so far, 0 to 1; 0 before the first. */
  double share() {
    return stepped == 0 ? 0 : (double) waited / stepped;
  }
}
