package io.github.crowdrank.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Counts bytes, each picture when it is allowed to. */
final class HeldCounter implements PictureCounter {
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore released = new Semaphore(0);

  @Override
  public CountedPicture count(byte[] picture, boolean lenient) {
    begun.release();
    released.acquireUninterruptibly();
    return new CountedPicture(picture.length, 1, 1, List.of(), "held", 0);
  }

  /** Whether one more is being counted. */
  boolean hasBegun() {
    return begun.tryAcquire();
  }

  /** Waits until so many more are being counted. */
  void awaitBegun(int pictures) throws InterruptedException {
    assertThat(begun.tryAcquire(pictures, 1, TimeUnit.MINUTES)).isTrue();
  }

  /** Lets so many more be counted. */
  void release(int pictures) {
    released.release(pictures);
  }
}
