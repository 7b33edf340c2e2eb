package io.github.crowdrank.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import picocli.CommandLine;

/** A service of this machine and those who ask it. */
final class LocalService implements AutoCloseable {
  static final Path PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CountService service;
  private final URI address;
  private final PrometheusMeterRegistry registry;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  LocalService(PictureCounter counter, String... options) throws IOException {
    this(counter, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), options);
  }

  LocalService(PictureCounter counter, PrometheusMeterRegistry registry, String... options)
      throws IOException {
    this.registry = registry;
    service = CountService.start("127.0.0.1", 0, limits(options), counter, registry);
    address = service.address();
  }

  static Limits limits(String... options) {
    LimitOptions parsed = new LimitOptions();
    new CommandLine(
            CommandLine.Model.CommandSpec.create()
                .addMixin("limits", CommandLine.Model.CommandSpec.forAnnotatedObject(parsed)))
        .parseArgs(options);
    return parsed.limits();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path));
  }

  CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> post(byte[] picture) {
    return post("/count", picture);
  }

  CompletableFuture<HttpResponse<String>> post(String path, byte[] picture) {
    return send(
        request(path)
            .header("Content-Type", "image/jpeg")
            .POST(BodyPublishers.ofByteArray(picture)));
  }

  CompletableFuture<HttpResponse<String>> get(String path) {
    return send(request(path));
  }

  /** So many requests at once. */
  List<CompletableFuture<HttpResponse<String>>> posts(int number) {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      answers.add(post(new byte[] {1, 2, 3}));
    }
    return answers;
  }

  /** A connection over which a request begins with this text. */
  Socket begin(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
    socket.setSoTimeout(60_000);
    socket.getOutputStream().write(text.getBytes(UTF_8));
    return socket;
  }

  /** The value of a meter without tags. */
  double meter(String name) {
    return registry.get(name).meter().measure().iterator().next().getValue();
  }

  /** The problem that an answer says, which has to have this status. */
  static JsonNode problem(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("title").textValue()).isNotEmpty();
    return problem;
  }

  static JsonNode count(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    return JSON.readTree(answer.body());
  }

  /** A piece of the photograph. */
  static byte[] part(String format, int x, int side) throws IOException {
    BufferedImage whole = ImageIO.read(PHOTO.toFile());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(whole.getSubimage(x, 300, side, side), format, out)).isTrue();
    return out.toByteArray();
  }

  /** Waits until something is so. */
  static void await(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MINUTES.toNanos(1));
      Thread.sleep(2);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
