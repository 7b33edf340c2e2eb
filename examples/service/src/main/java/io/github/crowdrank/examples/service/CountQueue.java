package io.github.crowdrank.examples.service;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Counts so many pictures at once and lets so many wait; more are refused. A place is free again
 * before the sender of its picture is answered, so who sends one after the other finds it free.
 */
final class CountQueue implements AutoCloseable {
  private final Limits limits;
  private final PictureCounter counter;
  private final Scheduler scheduler;
  private final Semaphore places;
  private final ThreadPoolExecutor threads;

  /**
   * Begins to wait for pictures.
   *
   * @throws IOException if there are not as many threads as are to count; none of them is left
   */
  CountQueue(Limits limits, PictureCounter counter, Scheduler scheduler, ThreadFactory factory)
      throws IOException {
    this.limits = limits;
    this.counter = counter;
    this.scheduler = scheduler;
    this.places =
        new Semaphore((int) Math.min(Integer.MAX_VALUE, (long) limits.counts() + limits.waiting()));
    this.threads =
        new ThreadPoolExecutor(
            limits.counts(),
            limits.counts(),
            0,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(), // which the places bound
            factory);
    startAll();
  }

  /** One that could not be started later would take the place of its picture with it. */
  private void startAll() throws IOException {
    try {
      threads.prestartAllCoreThreads();
    } catch (OutOfMemoryError e) {
      int started = threads.getPoolSize();
      threads.shutdownNow();
      throw new IOException(
          "--counts is %d, but only %d threads could be started: %s"
              .formatted(limits.counts(), started, e.getMessage()),
          e);
    }
  }

  /** Pictures that wait now. */
  int waiting() {
    return threads.getQueue().size();
  }

  /** Pictures that are counted now. */
  int counting() {
    return threads.getActiveCount();
  }

  /**
   * Has a picture counted when its turn comes.
   *
   * @return the count, why there is none, a {@link Refusal} if it waited too long, or a {@link
   *     CancellationException} if it still waited when this was closed
   * @throws Refusal if as many wait as may, or this is closed
   */
  CompletableFuture<CountedPicture> submit(byte[] picture, boolean lenient) {
    if (!places.tryAcquire()) {
      throw new Refusal(
          HttpStatus.TOO_MANY_REQUESTS_429,
          "%d pictures are being counted and %d wait: send it again later"
              .formatted(limits.counts(), limits.waiting()));
    }
    Turn turn = new Turn(picture, lenient);
    try {
      threads.execute(turn);
    } catch (RejectedExecutionException e) {
      places.release();
      throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE_503, "the service stops");
    }
    Scheduler.Task patience =
        scheduler.schedule(turn::expire, limits.longestWait().toMillis(), TimeUnit.MILLISECONDS);
    return turn.result.whenComplete((counted, problem) -> patience.cancel());
  }

  /** A picture that waits to be counted. */
  private final class Turn implements Runnable {
    private final byte[] picture;
    private final boolean lenient;
    private final AtomicBoolean waits = new AtomicBoolean(true);
    private final CompletableFuture<CountedPicture> result = new CompletableFuture<>();

    Turn(byte[] picture, boolean lenient) {
      this.picture = picture;
      this.lenient = lenient;
    }

    @Override
    @SuppressWarnings("CatchingThrowable") // whatever it is, the sender waits for an answer
    public void run() {
      if (!waits.compareAndSet(true, false)) {
        return;
      }
      CountedPicture counted;
      try {
        counted = counter.count(picture, lenient);
      } catch (Throwable e) {
        places.release();
        result.completeExceptionally(e);
        return;
      }
      places.release();
      result.complete(counted);
    }

    void expire() {
      leave(
          new Refusal(
              HttpStatus.SERVICE_UNAVAILABLE_503,
              String.format(
                  Locale.ROOT,
                  "the picture was not counted within %.1f s, for others came first",
                  limits.longestWait().toMillis() / 1e3)));
    }

    /** Gives up the place, unless the turn has come. */
    void leave(RuntimeException why) {
      if (waits.compareAndSet(true, false)) {
        threads.remove(this);
        places.release();
        result.completeExceptionally(why);
      }
    }
  }

  /** Interrupts what is still counted, and gives up what waits. */
  @Override
  public void close() {
    for (Runnable waiting : threads.shutdownNow()) {
      ((Turn) waiting).leave(new CancellationException());
    }
  }
}
