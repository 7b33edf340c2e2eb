package io.github.crowdrank.examples.service;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.thread.Scheduler;

/** Counts so many pictures at once and lets so many wait; more are refused. */
final class CountQueue implements AutoCloseable {
  private final Limits limits;
  private final PictureCounter counter;
  private final Scheduler scheduler;
  private final ThreadPoolExecutor threads;

  CountQueue(Limits limits, PictureCounter counter, Scheduler scheduler) {
    this.limits = limits;
    this.counter = counter;
    this.scheduler = scheduler;
    BlockingQueue<Runnable> waiting =
        limits.waiting() == 0
            ? new SynchronousQueue<>()
            : new ArrayBlockingQueue<>(limits.waiting());
    this.threads =
        new ThreadPoolExecutor(limits.counts(), limits.counts(), 0, TimeUnit.MILLISECONDS, waiting);
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
   * @return the count, why there is none, or a {@link Refusal} if it waited too long
   * @throws Refusal if as many wait as may
   */
  CompletableFuture<CountedPicture> submit(byte[] picture, boolean lenient) {
    Turn turn = new Turn(picture, lenient);
    try {
      threads.execute(turn);
    } catch (RejectedExecutionException e) {
      throw new Refusal(
          HttpStatus.TOO_MANY_REQUESTS_429,
          "%d pictures are being counted and %d wait: send it again later"
              .formatted(limits.counts(), limits.waiting()));
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
        result.completeExceptionally(e);
        return;
      }
      result.complete(counted);
    }

    void expire() {
      if (waits.compareAndSet(true, false)) {
        threads.remove(this);
        result.completeExceptionally(
            new Refusal(
                HttpStatus.SERVICE_UNAVAILABLE_503,
                "the picture was not counted within %.1f s, for others came first"
                    .formatted(limits.longestWait().toMillis() / 1e3)));
      }
    }
  }

  /** Interrupts what is still counted. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
