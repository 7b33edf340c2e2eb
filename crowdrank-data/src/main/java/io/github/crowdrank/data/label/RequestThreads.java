package io.github.crowdrank.data.label;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a server, none of which waits for its client without end: one that sends its
 * request, or takes the answer, for too long is hung up on. How long the answer is worked out does
 * not count.
 *
 * <p>The JDK's server reads and writes by channels: the interrupt of a thread that waits for one
 * closes it.
 */
final class RequestThreads implements Executor {
  private final Duration patience;
  private final ExecutorService threads;
  private final ScheduledThreadPoolExecutor clock;
  private final Map<Thread, Waiting> waiting = new ConcurrentHashMap<>();

  /**
   * @param patience with a client that sends its request, and again with one that takes the answer
   */
  RequestThreads(int number, Duration patience) {
    this.patience = patience;
    this.clock = new ScheduledThreadPoolExecutor(1, RequestThreads::thread);
    clock.setRemoveOnCancelPolicy(true);
    this.threads =
        new ThreadPoolExecutor(
            number,
            number,
            0,
            TimeUnit.NANOSECONDS,
            new LinkedBlockingQueue<>(),
            RequestThreads::thread) {
          @Override
          protected void terminated() {
            // Not before: a request that outlives close may still wait for its client.
            clock.shutdownNow();
          }
        };
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "crowdrank-label");
    thread.setDaemon(true);
    return thread;
  }

  /** Handles a request, from its first byte on. */
  @Override
  public void execute(Runnable request) {
    threads.execute(
        () -> {
          startWaiting();
          try {
            request.run();
          } finally {
            stopWaiting();
          }
        });
  }

  /** The request of this thread is there as a whole: from here on its client waits. */
  void requestArrived() {
    stopWaiting();
  }

  /** The answer to the request of this thread is about to be sent. */
  void answerReady() {
    stopWaiting();
    startWaiting();
  }

  private void startWaiting() {
    Waiting now = new Waiting(Thread.currentThread());
    waiting.put(now.thread, now);
    now.end = clock.schedule(now, patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void stopWaiting() {
    Waiting past = waiting.remove(Thread.currentThread());
    if (past != null) {
      past.stop();
      // It may have come too late to close anything.
      Thread.interrupted();
    }
  }

  /**
   * Takes no more requests and waits for those at work, even on a thread that is interrupted, which
   * it stays.
   *
   * @return whether they ended in time
   */
  boolean close(Duration time) {
    threads.shutdown();
    long end = System.nanoTime() + time.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return threads.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A thread that waits for its client. */
  private static final class Waiting implements Runnable {
    private final Thread thread;
    private @Nullable ScheduledFuture<?> end;
    private boolean stopped;

    Waiting(Thread thread) {
      this.thread = thread;
    }

    @Override
    public synchronized void run() {
      if (!stopped) {
        thread.interrupt();
      }
    }

    synchronized void stop() {
      stopped = true;
      if (end != null) {
        end.cancel(false);
      }
    }
  }
}
