package io.github.crowdrank.examples.service;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of all pictures that are here at once. Safe for use by many threads. */
final class HeldBytes {
  private final long most;
  private final AtomicLong held = new AtomicLong();

  HeldBytes(long most) {
    this.most = most;
  }

  /** What is held now. */
  long held() {
    return held.get();
  }

  /** Room for one picture, of which nothing is here yet. */
  Share share() {
    return new Share();
  }

  /** The bytes of one picture. */
  final class Share implements AutoCloseable {
    private long bytes;
    private boolean closed;

    private Share() {}

    /** Takes some more; false if there is no room for them or the share is closed. */
    synchronized boolean add(int more) {
      if (closed) {
        return false;
      }
      long before = held.get();
      while (before + more <= most) {
        if (held.compareAndSet(before, before + more)) {
          bytes += more;
          return true;
        }
        before = held.get();
      }
      return false;
    }

    /** Gives all of it back. */
    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        held.addAndGet(-bytes);
      }
    }
  }
}
