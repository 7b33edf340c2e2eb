package io.github.crowdrank.stream;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A source that gives what it was given: frames and failures, each opening the next list. */
final class ListedFrames implements FrameSource {
  private final boolean live;
  private final boolean endless;
  private final List<List<Object>> openings = new ArrayList<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final Semaphore handedOut = new Semaphore(0);

  ListedFrames(boolean live, boolean endless) {
    this.live = live;
    this.endless = endless;
  }

  /** What an opening gives, in turn: frames, an IOException, a RuntimeException, or an Error. */
  ListedFrames opening(Object... given) {
    openings.add(List.of(given));
    return this;
  }

  static Frame frame(double seconds, int shade) {
    Instant time = Instant.EPOCH.plusNanos(Math.round(seconds * 1e9));
    return new Frame(time, new Frame.Pixels(Brightness.grey(10, 10, shade)));
  }

  @Override
  public boolean live() {
    return live;
  }

  @Override
  public boolean endless() {
    return endless;
  }

  int opened() {
    return opened.get();
  }

  int closed() {
    return closed.get();
  }

  /** Waits until so many things more were handed out. */
  void awaitHandedOut(int number) throws InterruptedException {
    handedOut.acquire(number);
  }

  @Override
  public FrameReader open() throws IOException {
    int index = opened.getAndIncrement();
    if (index >= openings.size()) {
      throw new IOException("nothing more to open");
    }
    Iterator<Object> given = openings.get(index).iterator();
    return new FrameReader() {
      @Override
      public @Nullable Frame next() throws IOException {
        handedOut.release();
        if (!given.hasNext()) {
          return null;
        }
        Object next = given.next();
        if (next instanceof IOException failure) {
          throw failure;
        }
        if (next instanceof RuntimeException defect) {
          throw defect;
        }
        if (next instanceof Error error) {
          throw error;
        }
        return (Frame) next;
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }
}
