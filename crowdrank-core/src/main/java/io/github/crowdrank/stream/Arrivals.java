package io.github.crowdrank.stream;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has come from a source and is not counted yet: one frame and one failure at most. Between
 * the thread that reads and the one that counts.
 */
final class Arrivals {
  /**
   * A frame or a failure of the source.
   *
   * @param number of the frame, or of the last one before the failure
   */
  record Arrival(long number, Instant time, @Nullable Frame frame, @Nullable IOException failure) {}

  /**
   * What is counted next.
   *
   * @param dropped frames so far
   * @param reconnects so far
   */
  record Taken(Arrival arrival, long dropped, long reconnects) {}

  private final boolean dropping;
  private final Consumer<Frame> unwanted;
  private @Nullable Arrival frame;
  private @Nullable Arrival failure;
  private long dropped;
  private long reconnects;
  private boolean ended;
  private @Nullable Throwable defect;

  /**
   * @param dropping whether a frame takes the place of one that waits, instead of waiting itself
   * @param unwanted is told of frames that nobody is given because nobody wants any more; must not
   *     wait
   */
  Arrivals(boolean dropping, Consumer<Frame> unwanted) {
    this.dropping = dropping;
    this.unwanted = unwanted;
  }

  /**
   * Hands over a frame.
   *
   * @throws InterruptedException if the thread is interrupted or nobody wants frames any more
   */
  synchronized void add(long number, Frame arrived) throws InterruptedException {
    try {
      while (frame != null && !dropping && !ended) {
        wait();
      }
    } catch (InterruptedException e) {
      unwanted.accept(arrived);
      throw e;
    }
    if (ended) {
      unwanted.accept(arrived);
      throw new InterruptedException("the stream is closed");
    }
    if (frame != null) {
      dropped++;
    }
    frame = new Arrival(number, arrived.time(), arrived, null);
    notifyAll();
  }

  /** Hands over a failure; of several that nobody has seen yet, the first is kept in its place. */
  synchronized void fail(long number, Instant time, IOException problem) {
    if (!ended && failure == null) {
      failure = new Arrival(number, time, null, problem);
      notifyAll();
    }
  }

  synchronized void reconnected() {
    reconnects++;
  }

  /** Whether no more will be taken in. */
  synchronized boolean ended() {
    return ended;
  }

  /** No more will come; what waits is still handed out. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** No more will come because of an error in the program, which tells nobody after the end. */
  synchronized void end(Throwable error) {
    if (!ended) {
      defect = error;
    }
    end();
  }

  /** No more is wanted, and what waits is forgotten. */
  synchronized void close() {
    if (frame != null && frame.frame() != null) {
      unwanted.accept(frame.frame());
    }
    frame = null;
    failure = null;
    end();
  }

  /**
   * Waits for the next.
   *
   * @return null after the end
   * @throws InterruptedException if the thread is interrupted, also where something has come
   * @throws IllegalStateException if the source has a defect
   */
  synchronized @Nullable Taken take() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    while (frame == null && failure == null && !ended) {
      wait();
    }
    Arrival next = frame;
    if (next != null && (failure == null || next.number() <= failure.number())) {
      frame = null;
    } else {
      next = failure;
      failure = null;
    }
    notifyAll();
    if (next != null) {
      return new Taken(next, dropped, reconnects);
    }
    if (defect != null) {
      throw new IllegalStateException("the source of frames has a defect: " + defect, defect);
    }
    return null;
  }
}
