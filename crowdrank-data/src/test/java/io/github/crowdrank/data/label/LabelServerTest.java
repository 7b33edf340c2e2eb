package io.github.crowdrank.data.label;

import static io.github.crowdrank.data.label.LabelClient.json;
import static io.github.crowdrank.data.label.LabelClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.reader.AnnotatedImages;
import io.github.crowdrank.data.reader.DatasetFormats;
import io.github.crowdrank.density.CellGrid;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.metric.DensityPeaks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LabelServerTest {
  private static final Path PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg");

  @TempDir Path folder;
  private Path pictures;
  private LabelServer server;
  private LabelClient client;

  /** Two pictures of 96x64 pixels and, between them, one that is cut in half. */
  @BeforeEach
  void start() throws IOException {
    pictures = folder.resolve("pictures");
    Fixtures.writeImage(pictures.resolve("a.png"), Fixtures.scene(1));
    Fixtures.writeImage(pictures.resolve("c.png"), Fixtures.scene(2));
    byte[] photo = Files.readAllBytes(PHOTO);
    Files.write(pictures.resolve("b.jpg"), Arrays.copyOf(photo, photo.length / 2));
    serve(LabelServer.builder(LabelFolder.open(pictures)));
  }

  private void serve(LabelServer.Builder builder) throws IOException {
    if (server != null) {
      server.close();
    }
    server = builder.start();
    client = new LabelClient(server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String csv(String name) throws IOException {
    return Files.readString(pictures.resolve(name));
  }

  @Test
  void what_is_saved_is_on_disk_and_listed() throws Exception {
    JsonNode before = client.labels(0);
    assertThat(before.get("width").intValue()).isEqualTo(96);
    assertThat(before.get("height").intValue()).isEqualTo(64);
    assertThat(before.get("points").isNull()).isTrue();

    String version = before.get("version").textValue();
    HttpResponse<byte[]> saved = client.save(0, version, "{\"points\": [[1.5, 2], [95.99, 0]]}");

    assertThat(saved.statusCode()).isEqualTo(200);
    assertThat(csv("a.csv")).isEqualTo("x,y\n1.5,2.0\n95.99,0.0\n");
    assertThat(client.labels(0).get("points").toString()).isEqualTo("[[1.5,2.0],[95.99,0.0]]");
    JsonNode list = json(client.get("api/pictures"));
    assertThat(list.at("/pictures/0/name").textValue()).isEqualTo("a.png");
    assertThat(list.at("/pictures/0/people").intValue()).isEqualTo(2);
    assertThat(list.at("/pictures/2/people").isNull()).isTrue();
    assertThat(list.get("suggestions").booleanValue()).isFalse();

    version = json(saved).get("version").textValue();
    assertThat(client.save(0, version, "{\"points\": []}").statusCode()).isEqualTo(200);
    assertThat(problem(client.save(0, version, "{\"points\": [[3, 4]]}"))).startsWith("412 ");
    assertThat(csv("a.csv")).isEqualTo("x,y\n");
  }

  @Test
  void pictures_are_sent_as_they_are_decoded_and_broken_ones_say_what_is_wrong() throws Exception {
    HttpResponse<byte[]> image = client.get("api/pictures/2/image");

    assertThat(image.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(ImageIO.read(new ByteArrayInputStream(image.body())).getWidth()).isEqualTo(96);
    assertThat(problem(client.get("api/pictures/1/image"))).startsWith("422 ").contains("b.jpg");
    Files.delete(pictures.resolve("c.png"));
    assertThat(problem(client.get("api/pictures/2/image")))
        .isEqualTo("422 c.png: there is no such file");
    assertThat(problem(client.get("api/pictures/2"))).contains("422 c.png: there is no such file");
  }

  @Test
  void points_outside_are_shown_at_the_border_and_not_taken() throws Exception {
    Files.writeString(pictures.resolve("a.csv"), "-3,10\n20,30\n96,64\n");

    JsonNode labels = client.labels(0);
    assertThat(labels.get("outside").intValue()).isEqualTo(2);
    assertThat(labels.at("/points/0").toString()).isEqualTo("[0.0,10.0]");
    assertThat(labels.at("/points/2/0").doubleValue()).isEqualTo(Math.nextDown(96.0));
    String version = labels.get("version").textValue();
    assertThat(problem(client.save(0, version, "{\"points\": [[1, 2], [96, 2]]}")))
        .isEqualTo(
            "400 the request: point 2 is [x, y] in the picture of 96x64 pixels but was [96,2]");
    assertThat(problem(client.save(0, version, "{\"points\": [[1, 1e999]]}"))).startsWith("400 ");
    assertThat(problem(client.save(0, version, "{\"points\": [[1]]}"))).startsWith("400 ");
    assertThat(problem(client.save(0, version, "{\"points\": [[\"1\", 2]]}"))).startsWith("400 ");
    assertThat(problem(client.save(0, version, "{}"))).contains("\"points\" is missing");
    assertThat(problem(client.save(0, version, "{\"points\":"))).startsWith("400 ");
    assertThat(problem(client.save(0, version, ""))).startsWith("400 ");
    assertThat(csv("a.csv")).isEqualTo("-3,10\n20,30\n96,64\n");
  }

  @Test
  void requests_without_the_token_see_and_change_nothing() throws Exception {
    URI saving = server.address().resolve("/api/pictures/0/points");
    HttpRequest.Builder put =
        HttpRequest.newBuilder(saving)
            .header("If-Match", "none")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"points\": []}"));

    assertThat(problem(client.send(put.build()))).startsWith("403 this page is not of this run");
    assertThat(client.send(put.header("X-Crowdrank-Token", "x").build()).statusCode())
        .isEqualTo(403);
    HttpRequest list = HttpRequest.newBuilder(server.address().resolve("/api/pictures")).build();
    assertThat(client.send(list).statusCode()).isEqualTo(403);
    HttpResponse<byte[]> page = client.send(HttpRequest.newBuilder(server.address()).build());
    assertThat(new String(page.body(), StandardCharsets.UTF_8))
        .doesNotContain(server.address().getFragment())
        .doesNotContainPattern("(src|href)=\"(?!data:)");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(pictures.resolve("a.csv")).doesNotExist();
  }

  @Test
  void a_server_that_was_asked_for_by_another_name_does_not_answer() throws Exception {
    String token = server.address().getFragment();
    int port = server.address().getPort();
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
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    socket.setSoTimeout(60_000);
    return socket;
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
    serve(LabelServer.builder(LabelFolder.open(pictures)).patience(Duration.ofSeconds(5)));
    String request =
        begun
            .replace("PORT", String.valueOf(server.address().getPort()))
            .replace("TOKEN", server.address().getFragment());
    List<Socket> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < LabelServer.THREADS; i++) {
        Socket socket = socket();
        stalled.add(socket);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(client.get("").statusCode()).isEqualTo(200);
      assertThat(client.labels(0).get("points").isNull()).isTrue();
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
    serve(
        LabelServer.builder(LabelFolder.open(pictures))
            .patience(patience)
            .suggestions(
                image -> {
                  sleepQuietly(patience.plusSeconds(1));
                  return List.of(new HeadPoint(1, 2));
                }));

    assertThat(json(client.get("api/pictures/0/suggestions")).get("points").toString())
        .isEqualTo("[[1.0,2.0]]");
  }

  private static void sleepQuietly(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void other_addresses_of_this_machine_are_not_listened_at() throws Exception {
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (!address.isLoopbackAddress()) {
          assertThatThrownBy(() -> new Socket(address, server.address().getPort()).close())
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
      assertThat(client.get(path).statusCode()).as(path).isEqualTo(404);
    }
    HttpRequest delete = client.request("api/pictures/0/points").DELETE().build();
    assertThat(client.send(delete).statusCode()).isEqualTo(404);
    assertThat(problem(export("../x"))).startsWith("400 an export is one of [coco, csv, ");
  }

  private HttpResponse<byte[]> export(String format) throws Exception {
    return client.send(
        client
            .request("api/export")
            .POST(HttpRequest.BodyPublishers.ofString("{\"format\": \"" + format + "\"}"))
            .build());
  }

  @Test
  void bodies_and_numbers_of_points_are_limited() throws Exception {
    assertThat(problem(client.save(0, "none", points(100_001))))
        .startsWith("400 ")
        .contains("at most 100000");
    assertThat(problem(client.save(0, "none", points(1) + " ".repeat(8 << 20)))).startsWith("413 ");
    assertThat(pictures.resolve("a.csv")).doesNotExist();
    assertThat(client.save(0, "none", points(5_000)).statusCode()).isEqualTo(200);
    assertThat(client.labels(0).get("points")).hasSize(5_000);
  }

  private static String points(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "[" + i % 96 + ".12345678901234,63.000000000001]")
        .collect(Collectors.joining(",", "{\"points\":[", "]}"));
  }

  @Test
  void suggestions_are_the_peaks_of_the_model_and_only_one_picture_is_looked_at_at_a_time()
      throws Exception {
    Files.copy(PHOTO, pictures.resolve("d.jpg"));
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      HeadSuggestions peaks = HeadSuggestions.peaks(counter);
      serve(
          LabelServer.builder(LabelFolder.open(pictures))
              .suggestions(
                  image -> {
                    looking.countDown();
                    awaitQuietly(seen);
                    return peaks.of(image);
                  }));
      List<HttpResponse<byte[]>> first = new ArrayList<>();
      Thread asking = new Thread(() -> first.add(getQuietly("api/pictures/3/suggestions")));
      asking.start();
      try {
        awaitQuietly(looking);
        assertThat(problem(client.get("api/pictures/0/suggestions"))).startsWith("503 ");
        assertThat(client.save(0, "none", "{\"points\": []}").statusCode()).isEqualTo(200);
      } finally {
        seen.countDown();
        asking.join(60_000);
      }

      RgbImage photo = ImageDecoder.builder().build().decode(PHOTO).image();
      CrowdEstimate estimate = counter.estimate(photo);
      List<HeadPoint> expected =
          DensityPeaks.standard()
              .of(
                  estimate.density(),
                  CellGrid.ofStride(photo.width(), photo.height(), estimate.stride()))
              .stream()
              .filter(head -> head.isInside(photo.width(), photo.height()))
              .toList();
      assertThat(expected).hasSizeGreaterThan(50);
      assertThat(json(first.get(0)).get("points").toString())
          .isEqualTo(
              expected.stream()
                  .map(head -> "[" + head.x() + "," + head.y() + "]")
                  .collect(Collectors.joining(",", "[", "]")));
      assertThat(problem(client.get("api/pictures/1/suggestions"))).startsWith("422 ");
      server.close();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("nothing happened within a minute");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<byte[]> getQuietly(String path) {
    try {
      return client.get(path);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void exports_hold_what_is_labelled_and_tell_what_they_left_out() throws Exception {
    assertThat(problem(export("coco"))).isEqualTo("409 nothing is labelled yet");
    assertThat(folder.resolve("pictures-coco")).doesNotExist();
    client.save(2, "none", "{\"points\": [[1.5, 2]]}");
    client.save(1, "none", "{\"points\": []}");

    JsonNode first = json(export("coco"));
    JsonNode second = json(export("coco"));

    Path written = Path.of(first.get("folder").textValue());
    assertThat(written).isEqualTo(folder.toAbsolutePath().resolve("pictures-coco"));
    assertThat(second.get("folder").textValue()).isEqualTo(written + "-2");
    assertThat(first.get("unlabeled").intValue()).isEqualTo(1);
    AnnotatedImages read = DatasetFormats.named("coco").open(written, "all");
    assertThat(first.get("pictures").intValue()).isEqualTo(read.size());
    assertThat(read.heads(read.size() - 1)).containsExactly(new HeadPoint(1.5, 2));
  }

  @Test
  void an_export_that_cannot_be_written_names_its_folder() throws Exception {
    Path gone = folder.resolve("gone");
    serve(LabelServer.builder(LabelFolder.open(pictures)).exportFolder(gone));
    client.save(2, "none", "{\"points\": [[1.5, 2]]}");

    assertThat(problem(export("csv")))
        .startsWith("500 " + gone.resolve("pictures-csv") + " cannot be written: ")
        .endsWith("there is no folder " + gone);
  }

  @Test
  void a_full_disk_is_told_and_leaves_the_last_good_file() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeThat(succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()))
        .as("a file system of 64 KiB can be mounted, which needs root")
        .isTrue();
    try {
      serve(LabelServer.builder(LabelFolder.open(pictures, disk)).exportFolder(disk));
      client.save(0, "none", "{\"points\": [[1, 2]]}");
      String version = client.labels(0).get("version").textValue();
      assertThatThrownBy(() -> Files.write(disk.resolve("filler"), new byte[1 << 20]))
          .hasMessageContaining("No space left");

      assertThat(problem(client.save(0, version, points(2))))
          .startsWith("500 ")
          .contains("a.csv cannot be written: No space left on device");
      assertThat(Files.readString(disk.resolve("a.csv"))).isEqualTo("x,y\n1.0,2.0\n");
      try (Stream<Path> files = Files.list(disk)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("a.csv", "filler", LabelServer.LOCK);
      }

      assertThat(problem(export("csv")))
          .startsWith("500 " + disk.toAbsolutePath().resolve("pictures-csv cannot be written: "))
          .endsWith("No space left on device");

      Files.delete(disk.resolve("filler"));
      assertThat(client.save(0, version, points(2)).statusCode()).isEqualTo(200);
    } finally {
      server.close();
      succeeds("umount", disk.toString());
    }
  }

  @Test
  void a_folder_of_points_belongs_to_one_server_at_a_time() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), pictures);
    for (Path same : List.of(pictures, link)) {
      assertThatThrownBy(LabelServer.builder(LabelFolder.open(same))::start)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("the points in " + same + " are being labelled by another run");
    }
    assertThat(client.save(0, "none", points(2)).statusCode()).isEqualTo(200);
    Path others = folder.resolve("others");
    LabelServer.builder(LabelFolder.open(pictures, others)).start().close();

    server.close();
    serve(LabelServer.builder(LabelFolder.open(link)));
    assertThat(client.labels(0).get("points")).hasSize(2);
  }

  @Test
  void a_folder_whose_server_could_not_start_is_free() throws Exception {
    server.close();
    LabelServer.Builder builder = LabelServer.builder(LabelFolder.open(pictures));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(builder.port(taken.getLocalPort())::start).hasMessageContaining("port");
    }
    serve(builder.port(0));
    assertThat(client.labels(0).get("points").isNull()).isTrue();
  }

  /** What was saved by the process that is killed is all there for the next. */
  @Test
  void another_process_has_the_folder_until_it_is_killed() throws Exception {
    server.close();
    try (LabelProcess other = LabelProcess.start(pictures)) {
      LabelClient page = new LabelClient(other.address());
      assertThat(page.save(0, "none", points(3)).statusCode()).isEqualTo(200);
      assertThatThrownBy(LabelServer.builder(LabelFolder.open(pictures))::start)
          .hasMessageContaining(pictures.toString())
          .hasMessageContaining("another run");
      assertThat(page.save(2, "none", points(1)).statusCode()).isEqualTo(200);
    }

    serve(LabelServer.builder(LabelFolder.open(pictures)));

    assertThat(client.labels(0).get("points")).hasSize(3);
    assertThat(client.labels(2).get("points")).hasSize(1);
  }

  @Test
  void a_folder_that_cannot_be_locked_is_named() throws Exception {
    server.close();
    Path points = Files.createDirectories(folder.resolve("points"));
    Files.createDirectory(points.resolve(LabelServer.LOCK));

    assertThatThrownBy(LabelServer.builder(LabelFolder.open(pictures, points))::start)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            points + " cannot be labelled, for its file " + LabelServer.LOCK + " cannot be locked");
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_port_that_is_taken_and_choices_that_cannot_be_are_refused() throws Exception {
    server.close();
    LabelServer.Builder builder = LabelServer.builder(LabelFolder.open(pictures));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(builder.port(taken.getLocalPort())::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("0 for any");
    }
    assertThatThrownBy(() -> builder.port(65_536)).hasMessageContaining("65536");
    assertThatThrownBy(() -> builder.exportFormat("yolo"))
        .hasMessageContaining("[coco, csv, ")
        .hasMessageContaining("yolo");
  }
}
