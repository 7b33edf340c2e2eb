package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.crowdrank.data.collect.CollectedImage;
import io.github.crowdrank.data.collect.CollectionManifest;
import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.process.JavaProcess;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectCommandTest {
  @TempDir Path folder;

  private final Map<String, byte[]> content = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile String held = "";
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          requests.add(path);
          if (path.equals(held)) {
            awaitRelease();
          }
          byte[] body = content.get(path);
          try (exchange) {
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
            exchange.getResponseBody().write(body == null ? new byte[0] : body);
          }
        });
    server.start();
    System.setProperty(LocalSource.ADDRESS, address("/v1/images/"));
    content.put("/1.jpg", photo(1));
    content.put("/2.jpg", photo(2));
    content.put("/3.jpg", "no picture".getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    System.clearProperty(LocalSource.ADDRESS);
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static byte[] photo(long seed) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(
        SyntheticCrowd.builder()
            .size(240, 230)
            .people(5, 20)
            .build()
            .paint(new SplittableRandom(seed))
            .image()
            .toBufferedImage(),
        "jpg",
        file);
    return file.toByteArray();
  }

  /** An answer of the catalogue with pictures of these numbers. */
  private void list(int... pictures) {
    StringBuilder results = new StringBuilder();
    for (int picture : pictures) {
      results
          .append(results.isEmpty() ? "" : ",")
          .append(
              "{\"id\":\"%d\",\"url\":\"%s\",\"license\":\"by\",\"license_version\":\"2.0\",\"creator\":\"Ann\"}"
                  .formatted(picture, address("/" + picture + ".jpg")));
    }
    content.put(
        "/v1/images/",
        ("{\"page_count\":1,\"results\":[" + results + "]}").getBytes(StandardCharsets.UTF_8));
  }

  private CommandLineRun collect(String... more) {
    return CommandLineRun.of(arguments(more).toArray(String[]::new));
  }

  private List<String> arguments(String... more) {
    List<String> arguments = new ArrayList<>(List.of("collect", "--out", folder.toString()));
    arguments.addAll(List.of("--contact", "tests@example.org", "--source", "local"));
    arguments.addAll(List.of("--rate", "100", "--local-test-server"));
    arguments.add(Integer.toString(server.getAddress().getPort()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void pictures_of_a_keyword_fill_a_folder_and_a_second_run_goes_on() throws Exception {
    list(1, 3);
    CommandLineRun first = collect("--keyword", "Mall", "--per-keyword", "2");

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out().lines())
        .element(0)
        .asString()
        .matches("1 pictures in .*, 1 of them new \\(\\d+\\.\\d MiB in \\d+ s\\)");
    assertThat(first.out()).contains("     1  Mall", "     1  dropped: unreadable");
    assertThat(first.err())
        .contains("1/2 pictures, 0 dropped", "pictures/s", " s left", "/3.jpg: ")
        .doesNotContain("Exception");

    list(1, 2, 3);
    CommandLineRun second = collect("--keyword", "Mall", "--per-keyword", "2");
    assertThat(second.out()).startsWith("2 pictures in ").contains("1 of them new");
    assertThat(ImageFolder.open(folder).size()).isEqualTo(2);
    assertThat(CollectionManifest.read(folder).images())
        .extracting(CollectedImage::license)
        .containsOnly("CC BY 2.0");
  }

  @Test
  void a_process_that_is_killed_loses_nothing_it_had() throws Exception {
    list(1, 2);
    held = "/2.jpg";
    Process process =
        JavaProcess.of(
                List.of("-D" + LocalSource.ADDRESS + "=" + address("/v1/images/")),
                Main.class,
                arguments("--keyword", "Mall", "--per-keyword", "2").toArray(String[]::new))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).startsWith("1/2 pictures");
    } finally {
      process.destroyForcibly().waitFor();
      release.countDown();
    }

    CommandLineRun rest = collect("--keyword", "Mall", "--per-keyword", "2");

    assertThat(rest.out()).startsWith("2 pictures in ").contains("1 of them new");
    assertThat(ImageFolder.open(folder).size()).isEqualTo(2);
    assertThat(requests).filteredOn("/1.jpg"::equals).hasSize(1);
  }

  @Test
  void licences_can_be_chosen() {
    list(1, 2);
    CommandLineRun run = collect("--keyword", "Mall", "--licenses", "cc0,public_domain");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("0 pictures").contains("     2  dropped: license");
  }

  @Test
  void a_search_that_fails_is_told_and_has_exit_code_1() {
    content.put("/v1/images/", "<html>".getBytes(StandardCharsets.UTF_8));
    CommandLineRun run = collect("--keyword", "Mall");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("crowdrank: local, \"Mall\": openverse: the answer is JSON but was no valid one")
        .doesNotContain("Exception");
  }

  @Test
  void wrong_usage_has_exit_code_2_and_contacts_nobody() {
    assertThat(CommandLineRun.of("collect", "--out", folder.toString()).err())
        .contains("--contact");
    Map<String, String[]> wrong =
        Map.of(
            "a source is one of [local, openverse, wikimedia] but was flickr",
            new String[] {"--source", "flickr"},
            "requests per second are 0.01 to 100 but were 0.0",
            new String[] {"--rate", "0"},
            "images per keyword are 1 or more but were -1",
            new String[] {"--per-keyword", "-1"},
            "--licenses",
            new String[] {"--licenses", "mine"});
    wrong.forEach(
        (message, options) -> {
          CommandLineRun run =
              CommandLineRun.of(
                  Stream.concat(
                          Stream.of(
                              "collect", "--out", folder.toString(), "--contact", "a@example.org"),
                          Stream.of(options))
                      .toArray(String[]::new));
          assertThat(run.code()).isEqualTo(2);
          assertThat(run.err()).contains(message);
        });
  }
}
