package io.github.crowdrank.stream;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One request to a camera. Where an answer's length is no number, the JDK's client throws {@link
 * IllegalArgumentException} and leaves the connection open for good; here it is a failure like
 * others, and the connection is closed.
 */
final class CameraRequest {
  private static final String LENGTH = "Content-Length";

  private CameraRequest() {}

  /**
   * Waits for the beginning of the answer.
   *
   * @throws ProtocolException if it cannot be read; the message is what is wrong with it
   * @throws IOException as {@link HttpClient#send}
   * @throws InterruptedException if the thread is interrupted; the connection is closed
   */
  static HttpResponse<TimedBody> send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    CompletableFuture<CompletableFuture<?>> sent = new CompletableFuture<>();
    CompletableFuture<String> problem = new CompletableFuture<>();
    CompletableFuture<HttpResponse<TimedBody>> answer =
        client.sendAsync(
            request,
            head -> {
              if (!hasLegibleLength(head.headers())) {
                problem.complete(
                    "it answers with a %s of \"%s\", which is no number"
                        .formatted(LENGTH, head.headers().firstValue(LENGTH).orElse("")));
                // Before the client looks at the length: after that, nobody can close it.
                sent.join().cancel(true);
              }
              return new TimedBody();
            });
    sent.complete(answer);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (CancellationException e) {
      throw new ProtocolException(problem.getNow("it was given up"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new ProtocolException("the answer makes no sense: " + e.getCause());
    }
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
