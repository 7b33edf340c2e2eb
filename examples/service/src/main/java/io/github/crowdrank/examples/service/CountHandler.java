package io.github.crowdrank.examples.service;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /count}: a picture comes in, its count goes out. A picture is received before it is
 * given a place in the queue, so that no place is held by a sender; one that finds no place was
 * received for nothing, but its sender gets to read the answer, which one who is still sending when
 * the connection closes may not.
 */
final class CountHandler extends Handler.Abstract.NonBlocking {
  private static final String LENIENT = "lenient";

  private final Limits limits;
  private final CountQueue queue;
  private final HeldBytes held;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();

  CountHandler(Limits limits, CountQueue queue, HeldBytes held) {
    this.limits = limits;
    this.queue = queue;
    this.held = held;
  }

  /** Pictures that were given a place so far. */
  long accepted() {
    return accepted.get();
  }

  /** Those of them whose answer was sent. */
  long answered() {
    return answered.get();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      requirePicture(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
      count(request, response, callback, isLenient(Request.extractQueryParameters(request)));
    } catch (Refusal e) {
      ProblemHandler.refuse(request, response, callback, e);
    }
    return true;
  }

  private void count(Request request, Response response, Callback callback, boolean lenient) {
    // The connection is silent while the picture waits, and that is no reason to close it.
    request.addIdleTimeoutListener(timeout -> false);
    HeldBytes.Share share = held.share();
    AtomicBoolean hasPlace = new AtomicBoolean();
    CompletableFuture<?> unused =
        Upload.receive(request, limits, share)
            .thenCompose(
                picture -> {
                  CompletableFuture<CountedPicture> counted = queue.submit(picture, lenient);
                  hasPlace.set(true);
                  accepted.incrementAndGet();
                  return counted;
                })
            .handle(
                (counted, problem) -> {
                  share.close();
                  Callback sent = hasPlace.get() ? new Answered(callback) : callback;
                  answer(request, response, sent, counted, problem);
                  return null;
                });
  }

  @SuppressWarnings("CatchingThrowable") // unanswered, the request would keep the service running
  private static void answer(
      Request request,
      Response response,
      Callback callback,
      @Nullable CountedPicture counted,
      @Nullable Throwable problem) {
    try {
      if (problem == null) {
        Json.write(response, callback, Json.TYPE, counted);
      } else {
        ProblemHandler.refuse(request, response, callback, Refusal.of(problem));
      }
    } catch (Throwable e) {
      callback.failed(e);
    }
  }

  private static void requirePicture(@Nullable String type) {
    String found = type == null ? "" : type.toLowerCase(Locale.ROOT);
    if (!(found.isEmpty()
        || found.startsWith("image/")
        || found.startsWith("application/octet-stream"))) {
      throw new Refusal(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
          "Content-Type is "
              + type
              + ": the body has to be the picture file itself, as image/jpeg or"
              + " application/octet-stream");
    }
  }

  private static boolean isLenient(Fields query) {
    for (String name : query.getNames()) {
      if (!name.equals(LENIENT)) {
        throw new Refusal(
            HttpStatus.BAD_REQUEST_400, "there is no parameter " + name + ", only " + LENIENT);
      }
    }
    String value = query.getValue(LENIENT);
    return switch (value == null ? "false" : value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new Refusal(
              HttpStatus.BAD_REQUEST_400, "lenient is true or false but was " + value);
    };
  }

  /** Notes that an answer was sent. */
  private final class Answered extends Callback.Nested {
    Answered(Callback callback) {
      super(callback);
    }

    @Override
    public void succeeded() {
      answered.incrementAndGet();
      super.succeeded();
    }
  }
}
