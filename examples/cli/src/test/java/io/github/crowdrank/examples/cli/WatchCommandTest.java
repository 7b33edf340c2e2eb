package io.github.crowdrank.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(120)
class WatchCommandTest {
  private static final Path ROOT = Path.of(System.getProperty("crowdrank.root"));
  private static final String ZONES =
      """
      {"type": "FeatureCollection",
       "image": {"width": 320, "height": 240},
       "features": [
         {"type": "Feature",
          "properties": {"name": "left",
            "alarm": {"quantity": "persons", "raiseAt": 5, "clearBelow": 2}},
          "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [160, 0], [160, 240], [0, 240]]]}}]}
      """;

  @TempDir Path folder;
  private String crowd;
  private String empty;

  @BeforeEach
  void write() throws IOException {
    BufferedImage photo =
        ImageIO.read(ROOT.resolve("examples/photos/champs-elysees-1944.jpg").toFile());
    BufferedImage part = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    part.createGraphics().drawImage(photo.getSubimage(700, 450, 320, 240), 0, 0, null);
    crowd = picture("crowd.jpg", part);
    empty = picture("empty.jpg", new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB));
  }

  private String picture(String name, BufferedImage picture) throws IOException {
    Path file = folder.resolve(name);
    ImageIO.write(picture, "jpg", file.toFile());
    return file.toString();
  }

  private static List<JsonNode> lines(CommandLineRun run) {
    return run.out().lines().map(WatchCommandTest::parsed).toList();
  }

  private static JsonNode parsed(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  @Test
  void a_sequence_is_counted_smoothed_and_followed_by_alarms() throws IOException {
    String zones = Files.writeString(folder.resolve("zones.json"), ZONES).toString();
    String broken = Files.writeString(folder.resolve("broken.jpg"), "no picture").toString();

    CommandLineRun run =
        CommandLineRun.of(
            "watch", "--fps", "2", "--smooth", "1", "--zones", zones, empty, crowd, broken, empty);

    List<JsonNode> lines = lines(run);
    assertThat(run.code()).isEqualTo(1);
    assertThat(lines).hasSize(4);
    assertThat(lines).extracting(line -> line.get("frame").intValue()).containsExactly(1, 2, 3, 4);
    assertThat(lines.get(3).get("time").textValue()).isEqualTo("1970-01-01T00:00:01.500Z");
    assertThat(lines.get(1).get("file").textValue()).isEqualTo(crowd);
    assertThat(lines.get(1).at("/alarms/0/raised").booleanValue()).isTrue();
    assertThat(lines.get(3).at("/alarms/0/zone").textValue()).isEqualTo("left");
    double first = lines.get(0).get("count").doubleValue();
    double second = lines.get(1).get("count").doubleValue();
    assertThat(lines.get(1).get("smoothed").doubleValue())
        .isBetween(Math.min(first, second), Math.max(first, second));
    assertThat(lines.get(2).get("problem").textValue()).contains("broken.jpg");
    assertThat(lines.get(2).has("count")).isFalse();
    assertThat(lines.get(2).get("smoothed")).isEqualTo(lines.get(1).get("smoothed"));
  }

  @Test
  void zones_of_absurd_size_are_a_problem_beside_a_good_count() throws IOException {
    String large =
        ZONES.replace("\"width\": 320, \"height\": 240", "\"width\": 300000, \"height\": 300000");
    String zones = Files.writeString(folder.resolve("zones.json"), large).toString();

    CommandLineRun run = CommandLineRun.of("watch", "--zones", zones, crowd, empty);

    assertThat(run.code()).isEqualTo(1);
    assertThat(lines(run))
        .hasSize(2)
        .allSatisfy(
            it -> {
              assertThat(it.has("count")).isTrue();
              assertThat(it.get("problem").textValue())
                  .contains("the zones are for pictures of 300000x300000 pixels");
            });
  }

  @Test
  void a_damaged_picture_alone_is_reported_as_a_picture() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of(crowd));
    Path cut = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(whole, 20));

    CommandLineRun run = CommandLineRun.of("watch", cut.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(lines(run))
        .singleElement()
        .satisfies(it -> assertThat(it.get("problem").textValue()).contains("cut.jpg"));
    assertThat(run.err()).doesNotContain("ffmpeg");
  }

  @Test
  void a_folder_is_watched_until_so_many_lines_are_there() {
    CommandLineRun run =
        CommandLineRun.of("watch", "--every", "2", "--frames", "1", folder.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(lines(run)).singleElement().satisfies(it -> assertThat(it.has("count")).isTrue());
  }

  @Test
  void a_camera_is_watched_and_asked_again_when_it_breaks_off() throws IOException {
    byte[] jpeg = Files.readAllBytes(Path.of(crowd));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtomicInteger connections = new AtomicInteger();
    CountDownLatch firstLine = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    server.createContext(
        "/video",
        exchange -> {
          try (exchange) {
            if (connections.incrementAndGet() > 1) {
              // Its frame would take the place of the first one, were that not counted yet.
              firstLine.await();
            }
            exchange
                .getResponseHeaders()
                .add("Content-Type", "multipart/x-mixed-replace; boundary=f");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write("--f\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(jpeg);
            out.write("\r\n--f\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            if (connections.get() > 1) {
              ended.await();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/video";
      StringWriter out =
          new StringWriter() {
            @Override
            public void flush() {
              firstLine.countDown();
            }
          };
      CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(out));
      int code = commandLine.execute("watch", "--frames", "3", address);

      List<JsonNode> lines = lines(new CommandLineRun(code, out.toString(), ""));
      assertThat(code).isEqualTo(1);
      assertThat(lines.get(0).get("count").doubleValue()).isPositive();
      assertThat(lines.get(1).get("problem").textValue())
          .isEqualTo(address + " broke off within a frame");
      assertThat(lines.get(2).get("frame").intValue()).isEqualTo(2);
      assertThat(lines.get(2).get("reconnects").intValue()).isEqualTo(1);
    } finally {
      firstLine.countDown();
      ended.countDown();
      server.stop(0);
    }
  }

  @Test
  void a_camera_that_never_answers_is_a_line_with_a_problem() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      CommandLineRun run = CommandLineRun.of("watch", "--timeout", "0.3", "--frames", "2", address);

      assertThat(lines(run))
          .hasSize(2)
          .allSatisfy(
              it ->
                  assertThat(it.get("problem").textValue())
                      .isEqualTo(address + " did not answer within 0.3 s"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "NaN", "0.0004", "3.2e7"})
  void a_smoothing_that_cannot_be_is_refused_and_not_taken_for_none(String seconds) {
    CommandLineRun run = CommandLineRun.of("watch", "--smooth", seconds, crowd);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--smooth is 0, for none, or 0.001 to 31622400 seconds but was ");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN", "0.0004", "1801"})
  void a_time_for_an_answer_that_cannot_be_is_refused(String seconds) {
    CommandLineRun run =
        CommandLineRun.of("watch", "--timeout", seconds, "--frames", "1", "http://127.0.0.1:9/");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--timeout is 0.001 to 1800 seconds but was ");
  }

  @Test
  void what_cannot_be_watched_is_said_in_one_sentence() throws IOException {
    String video = Files.writeString(folder.resolve("a.mp4"), "no video").toString();
    Path film = folder.resolve("film.mp4");
    try (RandomAccessFile large = new RandomAccessFile(film.toFile(), "rw")) {
      large.setLength((64 << 20) + 1);
    }

    CommandLineRun noLibraries = CommandLineRun.of("watch", video);
    CommandLineRun ofAnySize = CommandLineRun.of("watch", film.toString());
    CommandLineRun two = CommandLineRun.of("watch", folder.toString(), crowd);
    CommandLineRun scheme = CommandLineRun.of("watch", "ftp://me:secret@camera/");
    CommandLineRun malformed = CommandLineRun.of("watch", "rtsp://me:sec ret@camera/");
    CommandLineRun second = CommandLineRun.of("watch", crowd, "rtsp://me:secret@camera/");
    CommandLineRun noSlashes = CommandLineRun.of("watch", "http:me:secret@camera/");
    CommandLineRun fileAddress = CommandLineRun.of("watch", "file:///crowd.mp4");
    CommandLineRun both = CommandLineRun.of("watch", "--every", "2", "--per-second", "1", crowd);
    CommandLineRun never = CommandLineRun.of("watch", "--every", "0", crowd);
    CommandLineRun none = CommandLineRun.of("watch", "--frames", "0", crowd);

    assertThat(noLibraries.code()).isEqualTo(1);
    assertThat(noLibraries.err())
        .contains("video takes org.bytedeco:ffmpeg:5.0-1.5.7 on the class path")
        .doesNotContain("\tat ");
    assertThat(ofAnySize.code()).isEqualTo(1);
    assertThat(ofAnySize.err()).isEqualTo(noLibraries.err());
    assertThat(List.of(two.code(), scheme.code(), both.code(), never.code(), none.code()))
        .containsOnly(2);
    assertThat(List.of(second.code(), noSlashes.code(), fileAddress.code())).containsOnly(2);
    assertThat(second.out() + second.err())
        .contains("there are 2 sources")
        .doesNotContain("secret");
    assertThat(noSlashes.out() + noSlashes.err()).contains("http:camera/").doesNotContain("secret");
    assertThat(fileAddress.err())
        .contains("a file is named by its path but the source is file:///crowd.mp4");
    assertThat(two.err()).contains("there are 2 sources");
    assertThat(scheme.err()).contains("ftp://camera/").doesNotContain("secret");
    assertThat(malformed.code()).isEqualTo(2);
    assertThat(malformed.err())
        .contains("a camera's address is wrong after ")
        .doesNotContain("ret@");
    assertThat(both.err()).contains("mutually exclusive");
    assertThat(never.err()).contains("n is 1 or more but was 0");
  }
}
