package io.github.crowdrank.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.micrometer.CountMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundled model over HTTP. */
class CountTest {
  private static final int MOST_BYTES = 2 << 20;

  private static CrowdCounter counter;
  private static LocalService service;
  private static byte[] photo;

  @BeforeAll
  static void start() throws IOException {
    photo = Files.readAllBytes(LocalService.PHOTO);
    // A busy machine may take longer than the default for a picture that waits.
    String[] options = {
      "--counts=2", "--longest-wait=600", "--max-bytes=" + MOST_BYTES, "--max-pixels=2000000"
    };
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    CountMeters meters = new CountMeters(registry);
    counter = CrowdCounter.builder(BundledModel.COMPACT.load()).countListener(meters).build();
    service =
        new LocalService(
            new CrowdPictures(counter, meters, LocalService.limits(options)), registry, options);
  }

  @AfterAll
  static void stop() {
    service.close();
    counter.close();
  }

  @Test
  void a_photograph_has_the_count_that_the_library_gives_it() throws Exception {
    JsonNode counted = LocalService.count(service.post(photo).join());

    assertThat(counted.get("count").doubleValue()).isEqualTo(counter.count(LocalService.PHOTO));
    assertThat(counted.get("width").intValue()).isEqualTo(1146);
    assertThat(counted.get("height").intValue()).isEqualTo(900);
    assertThat(counted.get("warnings")).isEmpty();
    assertThat(counted.get("model").textValue()).isEqualTo(counter.model().card().name());
    assertThat(counted.get("milliseconds").doubleValue()).isPositive();
  }

  @Test
  void callers_at_once_each_get_the_count_of_their_own_picture() throws Exception {
    List<byte[]> pictures = new ArrayList<>();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] picture = LocalService.part(i % 2 == 0 ? "png" : "jpg", 100 * i, 160 + 10 * i);
      pictures.add(picture);
      answers.add(service.post(picture));
    }

    for (int i = 0; i < pictures.size(); i++) {
      assertThat(LocalService.count(answers.get(i).join()).get("count").doubleValue())
          .isEqualTo(counter.count(pictures.get(i)));
    }
  }

  @Test
  void of_a_cut_photograph_is_counted_what_is_left_where_that_is_asked_for() throws Exception {
    byte[] cut = Arrays.copyOf(photo, photo.length / 2);

    String problem = detail(service.post(cut).join(), 422);
    JsonNode counted = LocalService.count(service.post("/count?lenient=true", cut).join());

    assertThat(problem).contains("damaged or cut JPEG");
    assertThat(counted.get("warnings")).isNotEmpty();
    assertThat(counted.get("count").doubleValue())
        .isEqualTo(
            counter
                .estimate(ImageDecoder.builder().lenient(true).build().decode(cut).image())
                .count());
  }

  @Test
  void what_is_no_picture_is_unsupported() throws Exception {
    byte[] noise = new byte[1000];
    new SplittableRandom(1).nextBytes(noise);

    assertThat(detail(service.post(noise).join(), 415)).isNotEmpty();
    assertThat(detail(service.post("<svg/>".getBytes(UTF_8)).join(), 415)).isNotEmpty();
  }

  @Test
  void a_picture_of_too_many_pixels_is_refused_from_its_header() throws Exception {
    assertThat(detail(service.post(emptyPng(30_000, 30_000)).join(), 413))
        .contains("30000", "2000000");
  }

  @Test
  void a_picture_of_too_many_bytes_is_refused_before_it_is_sent() throws Exception {
    try (Socket socket =
        service.begin("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000\r\n\r\n")) {
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 413")
          .containsIgnoringCase("connection: close")
          .contains("2097152 bytes but 9000000000 bytes are announced");
    }
  }

  @Test
  void a_picture_that_does_not_say_its_size_is_refused_when_it_has_too_many_bytes()
      throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        service.send(
            service
                .request("/count")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[MOST_BYTES + 1]))));

    assertThat(detail(answer.join(), 413)).contains("more were sent");
  }

  @Test
  void one_that_does_not_say_its_size_is_counted_when_it_has_not() throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        service.send(
            service
                .request("/count")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(photo))));

    assertThat(LocalService.count(answer.join()).get("count").doubleValue())
        .isEqualTo(counter.count(photo));
  }

  @Test
  void a_form_is_told_what_to_send_instead() throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        service.send(
            service
                .request("/count")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofByteArray(photo)));

    assertThat(detail(answer.join(), 415))
        .contains("multipart/form-data", "application/octet-stream");
  }

  @Test
  void an_empty_body_is_a_bad_request() throws Exception {
    assertThat(detail(service.post(new byte[0]).join(), 400)).contains("is empty");
  }

  @ParameterizedTest
  @CsvSource({
    "lenient=yes, lenient is true or false but was yes",
    "heads=1, there is no parameter heads"
  })
  void a_wrong_parameter_is_a_bad_request(String query, String sentence) throws Exception {
    assertThat(detail(service.post("/count?" + query, photo).join(), 400)).contains(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /count, POST",
    "PUT, /count, POST",
    "POST, /health/ready, 'GET, HEAD'",
    "DELETE, /metrics, 'GET, HEAD'"
  })
  void other_methods_are_told_which_one_is_right(String method, String path, String right)
      throws Exception {
    HttpResponse<String> answer =
        service.send(service.request(path).method(method, BodyPublishers.noBody())).join();

    assertThat(detail(answer, 405)).isEqualTo("%s takes %s, not %s", path, right, method);
    assertThat(answer.headers().firstValue("Allow")).hasValue(right);
  }

  @Test
  void meters_say_what_was_counted_and_refused() throws Exception {
    service.post(photo).join();
    service.post(new byte[] {1}).join();

    String meters = service.get("/metrics").join().body();

    assertThat(meters)
        .contains(
            "crowdrank_requests_seconds_count{status=\"200\"} ",
            "crowdrank_requests_seconds_count{status=\"415\"} ",
            "crowdrank_forward_seconds_count ",
            "crowdrank_failures_total{problem=\"UnsupportedImageException\"} ",
            "crowdrank_accepted_total ",
            "crowdrank_answered_total ",
            "crowdrank_held_bytes ",
            "crowdrank_waiting ",
            "crowdrank_counting ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/counts", "/count/", "/health"})
  void an_unknown_path_is_told_which_there_are(String path) throws Exception {
    assertThat(detail(service.get(path).join(), 404)).contains("POST /count");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001 no HTTP at all\r\n\r\n",
        "POST /count HTTP/1.1\r\nContent-Length: -5\r\nHost: x\r\n\r\n",
        "POST /count HTTP/1.1\r\n\r\n",
        "POST /count HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /count?lenient=%zz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx"
      })
  void a_malformed_request_is_a_bad_one(String request) throws Exception {
    try (Socket socket = service.begin(request)) {
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 400");
    }
    assertThat(service.get("/health/ready").join().statusCode()).isEqualTo(200);
  }

  private static String detail(HttpResponse<String> answer, int status) throws IOException {
    return LocalService.problem(answer, status).get("detail").textValue();
  }

  /** The header of a PNG file and nothing behind it. */
  private static byte[] emptyPng(int width, int height) {
    ByteBuffer file = ByteBuffer.allocate(33);
    file.putLong(0x89504e470d0a1a0aL).putInt(13).put("IHDR".getBytes(UTF_8));
    file.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(file.array(), 12, 17);
    return file.putInt((int) sum.getValue()).array();
  }
}
