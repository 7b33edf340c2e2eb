package io.github.crowdrank.examples.service;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Throws away what still comes of a request that is already answered, for some seconds: a
 * connection that is closed before would take the answer with it.
 */
final class Leftover implements Invocable.Task {
  private static final int MOST_SECONDS = 5;

  private static final int MOST_READS = 16;

  /**
   * Who sends a byte at a time is never waited for and would keep the thread that reads for all.
   */
  private static final int MOST_READS_IN_ALL = 20_000;

  private final Request request;
  private final Callback callback;

  /** Not guarded as the reading is: its deadline must not wait for who reads. */
  private final AtomicBoolean ended = new AtomicBoolean();

  private int reads;

  private Leftover(Request request, Callback callback) {
    this.request = request;
    this.callback = callback;
  }

  /** Throws away what has arrived; whether that was all of it. */
  static boolean dropArrived(Request request) {
    Upload upload = Upload.of(request);
    if (upload == null ? expectsToBeAsked(request) : upload.awaitsMore()) {
      return false; // reading would ask for the body, or take from the upload what it awaits
    }
    for (int i = 0; i < MOST_READS; i++) {
      Content.Chunk chunk = request.read();
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        return false;
      }
      chunk.release();
      if (chunk.isLast()) {
        return true;
      }
    }
    return false;
  }

  /** Succeeds when nothing more comes, or it is time. */
  static void drop(Request request, Callback callback) {
    Upload upload = Upload.of(request);
    if (upload == null && expectsToBeAsked(request)) {
      callback.succeeded(); // who was never asked for the body does not send it
      return;
    }
    Leftover leftover = new Leftover(request, callback);
    Scheduler.Task deadline =
        request
            .getComponents()
            .getScheduler()
            .schedule(leftover::end, MOST_SECONDS, TimeUnit.SECONDS);
    if (upload == null || !upload.continueWith(leftover)) {
      leftover.run();
    }
    if (leftover.ended.get()) {
      deadline.cancel();
    }
  }

  private static boolean expectsToBeAsked(Request request) {
    return request.getHeaders().contains(HttpHeader.EXPECT);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public synchronized void run() {
    while (!ended.get()) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
      chunk.release();
      reads++;
      if (last || reads == MOST_READS_IN_ALL) {
        end();
      }
    }
  }

  private void end() {
    if (ended.compareAndSet(false, true)) {
      callback.succeeded();
    }
  }
}
