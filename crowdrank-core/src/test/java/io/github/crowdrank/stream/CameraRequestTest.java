package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer that comes at the very moment when nobody waits for it any more. */
@Timeout(60)
class CameraRequestTest {
  private static final HttpRequest REQUEST =
      HttpRequest.newBuilder(URI.create("http://camera/")).build();

  private final List<String> connection = new ArrayList<>();

  /** Hands over the headers when it is cancelled, which is then too late. */
  private final class LateClient extends HttpClient {
    private final HttpClient other = HttpClient.newHttpClient();

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
        HttpRequest request, HttpResponse.BodyHandler<T> handler) {
      return new CompletableFuture<>() {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
          begin(handler);
          return false;
        }
      };
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
        HttpRequest request,
        HttpResponse.BodyHandler<T> handler,
        HttpResponse.PushPromiseHandler<T> promises) {
      return sendAsync(request, handler);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
      return other.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
      return other.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
      return other.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
      return other.proxy();
    }

    @Override
    public SSLContext sslContext() {
      return other.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
      return other.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
      return other.authenticator();
    }

    @Override
    public Version version() {
      return other.version();
    }

    @Override
    public Optional<Executor> executor() {
      return other.executor();
    }
  }

  private void begin(HttpResponse.BodyHandler<?> handler) {
    handler
        .apply(
            new HttpResponse.ResponseInfo() {
              @Override
              public int statusCode() {
                return 200;
              }

              @Override
              public HttpHeaders headers() {
                return HttpHeaders.of(Map.of(), (name, value) -> true);
              }

              @Override
              public HttpClient.Version version() {
                return HttpClient.Version.HTTP_1_1;
              }
            })
        .onSubscribe(
            new Flow.Subscription() {
              @Override
              public void request(long number) {}

              @Override
              public void cancel() {
                connection.add("closed");
              }
            });
  }

  @Test
  void its_connection_is_closed_where_the_thread_was_interrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> CameraRequest.send(new LateClient(), REQUEST, Duration.ofMinutes(10)))
        .isInstanceOf(InterruptedException.class);

    assertThat(connection).containsExactly("closed");
  }

  @Test
  void its_connection_is_closed_where_its_time_was_up() {
    assertThatThrownBy(() -> CameraRequest.send(new LateClient(), REQUEST, Duration.ofMillis(1)))
        .isInstanceOf(HttpTimeoutException.class);

    assertThat(connection).containsExactly("closed");
  }
}
