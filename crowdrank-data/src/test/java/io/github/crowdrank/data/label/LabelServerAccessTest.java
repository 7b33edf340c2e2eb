package io.github.crowdrank.data.label;

import static io.github.crowdrank.data.label.LabelClient.json;
import static io.github.crowdrank.data.label.LabelClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.crowdrank.density.HeadPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is answered and who is not, and for how long a client may keep the server waiting. */
class LabelServerAccessTest {
  @TempDir Path folder;
  private ServedPictures served;

  @BeforeEach
  void start() throws IOException {
    served = ServedPictures.in(folder);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void requests_without_the_token_see_and_change_nothing() throws Exception {
    URI saving = served.address().resolve("/api/pictures/0/points");
    HttpRequest.Builder put =
        HttpRequest.newBuilder(saving)
            .header("If-Match", "none")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"points\": []}"));

    assertThat(problem(served.client().send(put.build())))
        .startsWith("403 this page is not of this run");
    assertThat(served.client().send(put.header("X-Crowdrank-Token", "x").build()).statusCode())
        .isEqualTo(403);
    HttpRequest list = HttpRequest.newBuilder(served.address().resolve("/api/pictures")).build();
    assertThat(served.client().send(list).statusCode()).isEqualTo(403);
    HttpResponse<byte[]> page =
        served.client().send(HttpRequest.newBuilder(served.address()).build());
    assertThat(new String(page.body(), StandardCharsets.UTF_8))
        .doesNotContain(served.address().getFragment())
        .doesNotContainPattern("(src|href)=\"(?!data:)");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(served.pictures().resolve("a.csv")).doesNotExist();
  }

  @Test
  void a_server_that_was_asked_for_by_another_name_does_not_answer() throws Exception {
    String token = served.address().getFragment();
    int port = served.address().getPort();
    String end = "X-Crowdrank-Token: " + token + "\r\nConnection: close\r\n\r\n";

    assertThat(raw("GET /api/pictures HTTP/1.1\r\nHost: evil.example:" + port + "\r\n" + end))
        .startsWith("HTTP/1.1 421 ");
    assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\n" + end)).startsWith("HTTP/1.1 421 ");
    assertThat(raw("GET /api/pictures HTTP/1.1\r\n" + end)).startsWith("HTTP/1.1 421 ");
    assertThat(raw("GET /api/pictures HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + end))
        .startsWith("HTTP/1.1 200 ")
        .contains("a.png");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = socket()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.address().getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  @Test
  void other_addresses_of_this_machine_are_not_listened_at() throws Exception {
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (!address.isLoopbackAddress()) {
          assertThatThrownBy(() -> new Socket(address, served.address().getPort()).close())
              .as("%s", address)
              .isInstanceOf(SocketException.class);
        }
      }
    }
  }

  @Test
  void no_request_leads_to_another_file() throws Exception {
    Files.writeString(folder.resolve("secret.csv"), "1,2\n");
    for (String path :
        List.of(
            "api/pictures/3",
            "api/pictures/-1",
            "api/pictures/99999999999",
            "api/pictures/0/../../secret",
            "api/pictures/..%2f..%2fsecret/image",
            "api/pictures/%2e%2e/image",
            "api/../secret.csv",
            "..%2fsecret.csv",
            "secret.csv")) {
      assertThat(served.client().get(path).statusCode()).as(path).isEqualTo(404);
    }
    HttpRequest delete = served.client().request("api/pictures/0/points").DELETE().build();
    assertThat(served.client().send(delete).statusCode()).isEqualTo(404);
    assertThat(problem(served.export("../x"))).startsWith("400 an export is one of [coco, csv, ");
  }

  /** Requests that end half way, and what their answers begin with. */
  static Stream<Arguments> stalling() {
    String put = "PUT /api/pictures/0/points HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n";
    String half = "Content-Length: 100\r\n\r\n{\"points\": [[1";
    return Stream.of(
        arguments("GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX-Header: ", ""),
        arguments(put + "If-Match: none\r\nX-Crowdrank-Token: TOKEN\r\n" + half, ""),
        arguments(put + half, "HTTP/1.1 403 "));
  }

  /** Each of them holds a thread; without an end to that, the page would never come. */
  @ParameterizedTest
  @MethodSource("stalling")
  @Timeout(120)
  void clients_that_stall_within_a_request_are_hung_up_on_and_others_get_the_page(
      String begun, String answer) throws Exception {
    served.restart(served.builder().patience(Duration.ofSeconds(5)));
    String request =
        begun
            .replace("PORT", String.valueOf(served.address().getPort()))
            .replace("TOKEN", served.address().getFragment());
    List<Socket> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < LabelServer.THREADS; i++) {
        Socket socket = socket();
        stalled.add(socket);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(served.client().get("").statusCode()).isEqualTo(200);
      assertThat(served.client().labels(0).get("points").isNull()).isTrue();
      for (Socket socket : stalled) {
        // What hangs up on a client may take an answer with it that has not been read yet.
        assertThat(restOf(socket))
            .satisfiesAnyOf(
                rest -> assertThat(rest).isEmpty(),
                rest -> assertThat(rest).isNotEmpty().startsWith(answer))
            .doesNotContain("200 OK");
      }
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  /** Waits until the server hangs up. */
  private static String restOf(Socket socket) throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(rest);
    } catch (SocketException reset) {
      // Hung up on, too; what came before counts.
    }
    return rest.toString(StandardCharsets.UTF_8);
  }

  @Test
  void work_that_takes_longer_than_a_client_may_is_not_cut_off() throws Exception {
    Duration patience = Duration.ofSeconds(5);
    served.restart(
        served
            .builder()
            .patience(patience)
            .suggestions(
                image -> {
                  sleepQuietly(patience.plusSeconds(1));
                  return List.of(new HeadPoint(1, 2));
                }));

    assertThat(json(served.client().get("api/pictures/0/suggestions")).get("points").toString())
        .isEqualTo("[[1.0,2.0]]");
  }

  private static void sleepQuietly(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
