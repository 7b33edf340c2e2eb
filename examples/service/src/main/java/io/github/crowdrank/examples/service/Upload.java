package io.github.crowdrank.examples.service;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Receives the body of a request. No thread waits for it, and no more of it is kept than was sent:
 * neither a sender who stalls, nor one who announces much, nor one who sends a byte at a time takes
 * anything from the others.
 */
final class Upload implements Invocable.Task {
  private static final String ATTRIBUTE = Upload.class.getName();

  /** So many may be as small as they like. */
  private static final int SMALL_READS = 10_000;

  private static final int LEAST_MEAN_BYTES = 64;

  private final Request request;
  private final Limits limits;
  private final HeldBytes.Share share;
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();

  /** What came so far, until there is a result: the request keeps this upload longer. */
  private volatile ByteArrayOutputStream body = new ByteArrayOutputStream();

  private int reads;

  /** Whether Jetty will call {@link #run()}, for it does not take a second demand meanwhile. */
  private boolean demanded;

  /** Who reads from the next on that arrives. */
  private @Nullable Runnable next;

  private Upload(Request request, Limits limits, HeldBytes.Share share) {
    this.request = request;
    this.limits = limits;
    this.share = share;
  }

  /**
   * Begins to receive.
   *
   * @return the body, or a {@link Refusal} where it is empty, too large or late, breaks off, or has
   *     no room among the others
   */
  static CompletableFuture<byte[]> receive(Request request, Limits limits, HeldBytes.Share share) {
    Upload upload = new Upload(request, limits, share);
    if (request.getLength() > limits.pictureBytes()) {
      upload.result.completeExceptionally(
          tooLarge(request.getLength() + " bytes are announced", limits));
      return upload.result;
    }
    request.setAttribute(ATTRIBUTE, upload);
    CompletableFuture<byte[]> received =
        upload.result.whenComplete((bytes, problem) -> upload.body = new ByteArrayOutputStream(0));
    upload.run();
    if (received.isDone()) {
      return received;
    }
    Scheduler.Task deadline =
        request
            .getComponents()
            .getScheduler()
            .schedule(upload::late, limits.upload().toMillis(), TimeUnit.MILLISECONDS);
    return received.whenComplete((bytes, problem) -> deadline.cancel());
  }

  /** The upload of a request; null if its body was never asked for. */
  static @Nullable Upload of(Request request) {
    return (Upload) request.getAttribute(ATTRIBUTE);
  }

  /** Whether the next to arrive comes here, so that nobody else may read now. */
  synchronized boolean awaitsMore() {
    return demanded;
  }

  /**
   * Has another one read from the next on that arrives, once the upload has ended.
   *
   * @return false if nothing is awaited here: the other one may read at once
   */
  synchronized boolean continueWith(Runnable reader) {
    if (demanded) {
      next = reader;
    }
    return demanded;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** Takes what has arrived; called again when there is more. */
  @Override
  @SuppressWarnings("CatchingThrowable") // whatever it is, the sender waits for an answer
  public synchronized void run() {
    demanded = false;
    if (next != null) {
      next.run();
      return;
    }
    try {
      while (!result.isDone()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          demanded = true;
          request.demand(this);
          return;
        }
        receive(chunk);
      }
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private void receive(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) {
      // A silence of the connection is none of the upload's business, which has its own deadline.
      if (chunk.isLast() || !(chunk.getFailure() instanceof TimeoutException)) {
        brokenOff(chunk.getFailure());
      }
      return;
    }
    boolean last = chunk.isLast();
    try {
      take(chunk.getByteBuffer());
    } finally {
      chunk.release();
    }
    if (last) {
      end();
    }
  }

  private void take(ByteBuffer bytes) {
    int length = bytes.remaining();
    if (length > limits.pictureBytes() - body.size()) {
      result.completeExceptionally(tooLarge("more were sent", limits));
    } else if (!share.add(length)) {
      result.completeExceptionally(
          new Refusal(
              HttpStatus.SERVICE_UNAVAILABLE_503,
              "the pictures that are here already take all memory there is for them: send it again"
                  + " later"));
    } else {
      byte[] copy = new byte[length];
      bytes.get(copy);
      body.writeBytes(copy);
      requireProgress();
    }
  }

  /** Pieces that are always there are never waited for: the thread that reads for all would be. */
  private void requireProgress() {
    reads++;
    int mean = body.size() / reads;
    if (reads > SMALL_READS && mean < LEAST_MEAN_BYTES) {
      result.completeExceptionally(
          new Refusal(
              HttpStatus.BAD_REQUEST_400,
              "the picture comes in pieces of %d bytes on average: send %d or more at once"
                  .formatted(mean, LEAST_MEAN_BYTES)));
    }
  }

  private void end() {
    if (body.size() == 0) {
      result.completeExceptionally(
          new Refusal(
              HttpStatus.BAD_REQUEST_400,
              "the body is empty: it has to be the bytes of a picture file"));
    } else {
      result.complete(body.toByteArray());
    }
  }

  /** Waits for nobody who reads; reading ends once there is a result. */
  private void late() {
    result.completeExceptionally(
        new Refusal(
            HttpStatus.REQUEST_TIMEOUT_408,
            String.format(
                Locale.ROOT,
                "the picture has not arrived within %.1f s",
                limits.upload().toMillis() / 1e3)));
  }

  private void brokenOff(Throwable problem) {
    result.completeExceptionally(
        new Refusal(
            HttpStatus.BAD_REQUEST_400,
            "the picture broke off after " + body.size() + " bytes: " + problem.getMessage()));
  }

  private static Refusal tooLarge(String found, Limits limits) {
    return new Refusal(
        HttpStatus.PAYLOAD_TOO_LARGE_413,
        "a picture may have %d bytes but %s: send a smaller one, or compress it more"
            .formatted(limits.pictureBytes(), found));
  }
}
