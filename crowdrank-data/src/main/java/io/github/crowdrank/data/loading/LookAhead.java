package io.github.crowdrank.data.loading;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does tasks on background threads and hands their results out in the order of the tasks, however
 * many threads there are. Work begins at once; at most a given number of results is under way or
 * waits at any time. Results are taken by one thread at a time; any thread may close.
 *
 * <p>Threads are daemons, end when the last task is done, when this is closed, or after a second
 * without work.
 *
 * <p>Internal to crowdrank: it may change in any release.
 *
 * @param <T> what a task results in
 */
public final class LookAhead<T> implements AutoCloseable {
  private final Iterator<? extends Callable<T>> tasks;
  private final int most;
  private final ThreadPoolExecutor threads;

  /** Together with {@link #closed} under the lock of this object. */
  private final Queue<Future<T>> ahead = new ArrayDeque<>();

  private boolean closed;

  /**
   * Begins with the first tasks.
   *
   * @param threadName of every thread
   * @param threadCount 1 or more
   * @param most results ahead of the one that is taken, 1 or more
   * @param tasks in the order of their results; asked for the next one only when it is to begin, by
   *     the thread that takes results
   * @throws IllegalArgumentException if a number is less than 1
   */
  public LookAhead(
      String threadName, int threadCount, int most, Iterator<? extends Callable<T>> tasks) {
    if (threadCount < 1 || most < 1) {
      throw new IllegalArgumentException(
          "threads and look-ahead are 1 or more but were %d and %d".formatted(threadCount, most));
    }
    this.tasks = tasks;
    this.most = most;
    this.threads =
        new ThreadPoolExecutor(
            threadCount,
            threadCount,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, threadName);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    fill();
  }

  private synchronized void fill() {
    while (!closed && ahead.size() < most && tasks.hasNext()) {
      ahead.add(threads.submit(tasks.next()));
    }
    if (ahead.isEmpty()) {
      threads.shutdown();
    }
  }

  /** Whether there is another result, ready or not; false once this is closed. */
  public synchronized boolean hasNext() {
    return !ahead.isEmpty();
  }

  /**
   * Waits for the next result.
   *
   * @throws ExecutionException if its task threw; the one after it can still be taken
   * @throws InterruptedException if the thread is interrupted, before or while it waits; the result
   *     can still be taken
   * @throws CancellationException if this is closed, before or while it waits
   * @throws NoSuchElementException if there are no more tasks
   */
  public T next() throws ExecutionException, InterruptedException {
    Future<T> oldest = oldest();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    T result;
    try {
      result = oldest.get();
    } catch (ExecutionException e) {
      removeOldest();
      throw e;
    }
    removeOldest();
    return result;
  }

  private synchronized Future<T> oldest() {
    if (closed) {
      throw new CancellationException("closed before all results were taken");
    }
    return ahead.element();
  }

  private synchronized void removeOldest() {
    ahead.poll();
    fill();
  }

  /** Interrupts the tasks under way and drops all results. Does not wait for the threads to end. */
  @Override
  public synchronized void close() {
    closed = true;
    // Cancelled before interrupted: or whoever waits would take what an interrupted task makes.
    ahead.forEach(result -> result.cancel(true));
    ahead.clear();
    threads.shutdownNow();
  }
}
