package io.github.crowdrank.data.label;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestGuardTest {
  private static Headers host(String name) {
    Headers headers = new Headers();
    headers.add("Host", name);
    return headers;
  }

  @ParameterizedTest
  @CsvSource({"80, 127.0.0.1", "80, localhost", "8471, 127.0.0.1:8471", "8471, localhost:8471"})
  void the_host_that_browsers_send_is_known(int port, String host) {
    assertThatCode(() -> new RequestGuard(port).requireOwnHost(host(host)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "80, evil.example",
    "8471, 127.0.0.1",
    "8471, localhost:80",
    "8471, evil.example:8471"
  })
  void others_are_refused(int port, String host) {
    assertThatThrownBy(() -> new RequestGuard(port).requireOwnHost(host(host)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(host);
  }
}
