package io.github.crowdrank.stream;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request to a camera. Where an answer's length is no number, the JDK's client throws {@link
 * IllegalArgumentException} and leaves the connection open for good; here it is a failure like
 * others, and the connection is closed.
 *
 * <p>The client completes its future on Java's common pool, which may be busy for good: with the
 * very thread that waits for the frames. So an answer is taken where its headers are handed over,
 * and time is kept here; of failures alone one hears by the future, or that nobody answered.
 */
final class CameraRequest {
  private static final String LENGTH = "Content-Length";

  /** An answer whose headers have come. */
  record Answer(HttpResponse.ResponseInfo head, TimedBody body) {}

  private final TimedBody body = new TimedBody();
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final CompletableFuture<CompletableFuture<?>> sent = new CompletableFuture<>();

  private CameraRequest() {}

  /**
   * Waits for the beginning of the answer.
   *
   * @param timeout for it
   * @throws ProtocolException if it cannot be read; the message is what is wrong with it
   * @throws HttpTimeoutException if it does not come in time; the connection is closed
   * @throws IOException as {@link HttpClient#send}
   * @throws InterruptedException if the thread is interrupted; the connection is closed
   */
  static Answer send(HttpClient client, HttpRequest request, Duration timeout)
      throws IOException, InterruptedException {
    return new CameraRequest().answer(client, request, timeout);
  }

  private Answer answer(HttpClient client, HttpRequest request, Duration timeout)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<TimedBody>> exchange = client.sendAsync(request, this::begin);
    sent.complete(exchange);
    CompletableFuture<?> unused =
        exchange.whenComplete(
            (response, problem) -> {
              if (problem != null) {
                answer.completeExceptionally(problem);
                body.onError(problem);
              }
            });
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      giveUp(exchange);
      throw e;
    } catch (TimeoutException e) {
      giveUp(exchange);
      throw new HttpTimeoutException("no answer in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new ProtocolException("the answer makes no sense: " + e.getCause());
    }
  }

  /** Headers may come at the same moment: then the exchange is over and its body is not. */
  private void giveUp(CompletableFuture<?> exchange) {
    exchange.cancel(true);
    body.cancel();
  }

  private TimedBody begin(HttpResponse.ResponseInfo head) {
    if (hasLegibleLength(head.headers())) {
      answer.complete(new Answer(head, body));
    } else {
      answer.completeExceptionally(
          new ProtocolException(
              "it answers with a %s of \"%s\", which is no number"
                  .formatted(LENGTH, head.headers().firstValue(LENGTH).orElse(""))));
      // Before the client looks at the length: after that, nobody can close it.
      sent.join().cancel(true);
    }
    return body;
  }

  private static boolean hasLegibleLength(HttpHeaders headers) {
    try {
      headers.firstValueAsLong(LENGTH);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
