package io.github.crowdrank.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as it arrives, read byte by byte until a deadline. Asks for more only when
 * what it has is read, so that it holds one buffer of the client's at most.
 */
final class TimedBody implements BodySubscriber<TimedBody> {
  /** What the client says: data, the end, or a failure. */
  private record Signal(List<ByteBuffer> data, @Nullable Throwable failure, boolean end) {}

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
  private Flow.@Nullable Subscription subscription;
  private long deadline = System.nanoTime();
  private boolean ended;
  private boolean cancelled;

  @Override
  public CompletionStage<TimedBody> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  /** Where the body is not wanted any more before it begins, the connection is closed here. */
  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (cancelled) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> data) {
    signals.add(new Signal(data, null, false));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(List.of(), failure, true));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(List.of(), null, true));
  }

  /** What is read from now on has to be there within this time, all of it. */
  void within(Duration time) {
    deadline = System.nanoTime() + time.toNanos();
  }

  /**
   * The next byte, 0 to 255, or -1 at the end.
   *
   * @throws SocketTimeoutException if the deadline passes first
   * @throws EOFException if the connection broke before the end
   * @throws InterruptedIOException if the thread is interrupted; it stays interrupted
   */
  int read() throws IOException {
    while (true) {
      ByteBuffer next = buffers.peek();
      if (next == null) {
        if (ended) {
          return -1;
        }
        receive();
      } else if (next.hasRemaining()) {
        return next.get() & 255;
      } else {
        buffers.remove();
        if (buffers.isEmpty() && !ended) {
          request();
        }
      }
    }
  }

  private synchronized void request() {
    if (subscription != null) {
      subscription.request(1);
    }
  }

  private void receive() throws IOException {
    Signal signal;
    try {
      signal = signals.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the camera");
    }
    if (signal == null) {
      throw new SocketTimeoutException();
    }
    ended = signal.end();
    if (signal.failure() != null) {
      EOFException broken = new EOFException(signal.failure().getMessage());
      broken.initCause(signal.failure());
      throw broken;
    }
    buffers.addAll(signal.data());
    if (buffers.isEmpty() && !ended) {
      request();
    }
  }

  /** Closes the connection, as soon as the client has handed it over. */
  synchronized void cancel() {
    cancelled = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
