package io.github.crowdrank.data.collect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches from addresses that are allowed, in the pace that is allowed, following redirects itself
 * so that each is held to the same rules.
 */
final class WebClient {
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final AddressRules rules;
  private final HostPace pace;
  private final Time time;
  private final String userAgent;
  private final Duration deadline;
  private final HttpClient client;

  /**
   * @param deadline for a request as a whole, from connecting to the last byte
   */
  WebClient(AddressRules rules, HostPace pace, Time time, String userAgent, Duration deadline) {
    this.rules = rules;
    this.pace = pace;
    this.time = time;
    this.userAgent = userAgent;
    this.deadline = deadline;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(deadline)
            .build();
  }

  /**
   * The bytes at an address, in one attempt.
   *
   * @param redirectHosts to which a redirect may lead besides the host of the address
   * @throws FinalException if the address is refused, the answer too large or the status one that
   *     will stay
   * @throws IOException for all that may pass
   */
  byte[] get(URI address, Set<String> redirectHosts, long mostBytes)
      throws IOException, InterruptedException {
    URI at = address;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      rules.check(at);
      pace.await(at.getHost());
      HttpResponse<Optional<byte[]>> response = exchange(at, mostBytes);
      noteRest(at, response);
      int status = response.statusCode();
      if (status == 200) {
        return whole(at, response, mostBytes);
      }
      if (!REDIRECTS.contains(status)) {
        String message = at + " answered with status " + status;
        throw PASSING.contains(status) || status >= 500
            ? new IOException(message)
            : new FinalException(DropReason.FAILED, message);
      }
      at = target(at, response);
      if (!at.getHost().equalsIgnoreCase(address.getHost())
          && !redirectHosts.contains(at.getHost())) {
        throw AddressRules.refused(
            at, "is where %s redirects to, on another host".formatted(address));
      }
    }
    throw AddressRules.refused(
        address, "is redirected more than %d times".formatted(MOST_REDIRECTS));
  }

  private HttpResponse<Optional<byte[]>> exchange(URI at, long mostBytes)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(at).header("User-Agent", userAgent).timeout(deadline).build();
    CompletableFuture<HttpResponse<Optional<byte[]>>> exchange =
        client.sendAsync(request, CappedBody.handler(mostBytes));
    try {
      return exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "%s did not answer in full within %s s".formatted(at, deadline.toMillis() / 1e3), e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          at + " cannot be read: " + cause.getClass().getSimpleName() + " " + cause.getMessage(),
          cause);
    } finally {
      exchange.cancel(true);
    }
  }

  private static byte[] whole(URI at, HttpResponse<Optional<byte[]>> response, long mostBytes)
      throws IOException {
    String length = response.headers().firstValue("Content-Length").orElse("");
    if (response.body().isEmpty()) {
      throw new FinalException(
          DropReason.TOO_LARGE,
          "%s has %s bytes but %d are allowed"
              .formatted(at, length.isEmpty() ? "more" : length, mostBytes));
    }
    byte[] bytes = response.body().get();
    long declared = CappedBody.declared(length);
    if (declared >= 0 && bytes.length != declared) {
      throw new IOException("%s ended after %d of %d bytes".formatted(at, bytes.length, declared));
    }
    return bytes;
  }

  private static URI target(URI at, HttpResponse<?> response) throws FinalException {
    String location = response.headers().firstValue("Location").orElse("");
    URI target;
    try {
      target = at.resolve(location);
    } catch (IllegalArgumentException e) {
      throw AddressRules.refused(at, "redirects to no address: " + location);
    }
    if (location.isEmpty() || target.getHost() == null) {
      throw AddressRules.refused(at, "redirects to no address: " + location);
    }
    return target;
  }

  /** Heeds Retry-After whatever the status: MediaWiki sends it with 200. */
  private void noteRest(URI at, HttpResponse<?> response) {
    String after = response.headers().firstValue("Retry-After").orElse("").strip();
    if (after.matches("[0-9]{1,9}")) {
      pace.rest(at.getHost(), time.now().plusSeconds(Long.parseLong(after)));
    } else if (!after.isEmpty()) {
      try {
        Instant until =
            ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        pace.rest(at.getHost(), until);
      } catch (DateTimeException e) {
        // Neither seconds nor a date: the back-off has to do.
        return;
      }
    }
  }
}
