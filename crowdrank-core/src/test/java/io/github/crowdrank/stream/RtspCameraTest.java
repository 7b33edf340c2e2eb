package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.image.TestImages;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Against a camera on this machine that speaks RTSP, stalls, sends what is none, changes its
 * resolution and dies; skipped where FFmpeg's natives are missing.
 */
@Timeout(60)
@ExtendWith(FfmpegNatives.class)
class RtspCameraTest {
  /** Only where it is to pass. */
  private static final Duration SHORT = Duration.ofMillis(1500);

  private static Video watching(RtspCamera camera) {
    return Video.camera(camera.address()).withTimeout(SHORT);
  }

  /** Blocks that are other ones for each number, in colours that change slowly. */
  private static byte[] numbered(int width, int height, int number) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[][] shades = new int[height / 16 + 1][width / 16 + 1];
    SplittableRandom random = new SplittableRandom(number);
    for (int[] row : shades) {
      Arrays.setAll(row, x -> random.nextInt(50, 200));
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int shade = shades[y / 16][x / 16];
        image.setRGB(
            x, y, new Color(shade - 50 * y / height, shade, shade + 50 * x / width).getRGB());
      }
    }
    return TestImages.encode(image, "jpeg");
  }

  private static RgbImage image(@Nullable Frame frame) {
    return ((Frame.Pixels) Objects.requireNonNull(frame).content()).image();
  }

  /** As ImageIO decodes it, which scales colours up in another way. */
  private static void assertShows(@Nullable Frame frame, byte[] jpeg) throws IOException {
    RgbImage seen = image(frame);
    RgbImage sent = RgbImage.of(ImageIO.read(new ByteArrayInputStream(jpeg)));
    assertThat(seen.width()).isEqualTo(sent.width());
    assertThat(seen.height()).isEqualTo(sent.height());
    assertThat(difference(seen, sent)).isLessThan(2);
  }

  /** Mean of the samples' absolute differences. */
  private static double difference(RgbImage a, RgbImage b) {
    byte[] rowOfA = new byte[3 * a.width()];
    byte[] rowOfB = new byte[3 * a.width()];
    double sum = 0;
    for (int y = 0; y < a.height(); y++) {
      a.copyRow(y, rowOfA);
      b.copyRow(y, rowOfB);
      for (int i = 0; i < rowOfA.length; i++) {
        sum += Math.abs((rowOfA[i] & 0xff) - (rowOfB[i] & 0xff));
      }
    }
    return sum / a.height() / rowOfA.length;
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  @Test
  void frames_come_in_their_order_and_as_they_were_sent() throws Exception {
    byte[][] frames = new byte[12][];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = numbered(i < 8 ? 336 : 640, i < 8 ? 240 : 480, i); // 336 is padded
    }
    try (RtspCamera camera =
            new RtspCamera(
                connection -> {
                  connection.play();
                  for (byte[] frame : frames) {
                    connection.frame(frame);
                  }
                });
        FrameReader reader = openOnceSent(camera)) {
      for (byte[] frame : frames) {
        assertShows(reader.next(), frame);
        camera.permit(1);
      }
      assertThatThrownBy(reader::next)
          .isInstanceOf(IOException.class)
          .hasMessage(camera.address() + " broke off: it ended the stream");
      assertThat(camera.requests())
          .extracting(request -> request.substring(0, request.indexOf(' ')))
          .startsWith("OPTIONS", "DESCRIBE", "SETUP", "PLAY");
      assertThat(camera.requests()).noneMatch(request -> request.contains("Authorization"));
      assertThat(camera.connections()).isEqualTo(1);
    }
  }

  /** To open it takes one frame, which is not lost. */
  private static FrameReader openOnceSent(RtspCamera camera) throws Exception {
    camera.permit(1);
    return Video.camera(camera.address()).open();
  }

  @Test
  void a_camera_is_told_that_somebody_still_watches() throws Exception {
    byte[] jpeg = Brightness.whiteJpeg(64, 48);
    try (RtspCamera camera = endless(jpeg, new CountDownLatch(1));
        FrameReader reader = openOnceSent(camera)) {
      while (camera.requests().stream().noneMatch(it -> it.startsWith("GET_PARAMETER"))) {
        camera.permit(1);
        assertShows(reader.next(), jpeg);
      }
    }
  }

  /** At once: what is said after something that is not acknowledged yet may be lost. */
  @Test
  void a_camera_is_told_when_nobody_watches_any_more() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    try (RtspCamera camera = endless(Brightness.whiteJpeg(64, 48), hungUp)) {
      openOnceSent(camera).close();
      camera.permit(1000);
      hungUp.await();
      assertThat(camera.requests()).last().asString().startsWith("TEARDOWN");
    }
  }

  private static RtspCamera endless(byte[] jpeg, CountDownLatch hungUp) throws IOException {
    return new RtspCamera(
        connection -> {
          connection.play();
          try {
            while (true) {
              connection.frame(jpeg);
            }
          } finally {
            connection.awaitEnd();
            hungUp.countDown();
          }
        });
  }

  @Test
  void a_stream_outlives_death_within_a_frame_other_sizes_and_stalls() throws Exception {
    byte[] small = Brightness.whiteJpeg(64, 48);
    byte[] large = Brightness.whiteJpeg(96, 64);
    byte[] cut = RtpJpeg.payloads(numbered(320, 240, 1)).get(0);
    RtspCamera camera =
        new RtspCamera(
            connection -> {
              connection.play();
              connection.frame(small);
              connection.packet(false, cut);
            },
            connection -> {
              connection.play();
              connection.frame(large);
              connection.stall();
            },
            connection -> {
              connection.play();
              connection.frame(small);
              connection.frame(large);
              connection.packet(false, cut);
              connection.stall();
            });
    try (CrowdCounter counter = Brightness.counter();
        CrowdStream stream =
            CrowdStream.builder(counter, watching(camera))
                .backOff(new BackOff(Duration.ofMillis(1), Duration.ofMillis(50)))
                .build()) {
      Iterator<StreamCount> results = stream.iterator();

      counted(camera, results, 1, 64 * 48);
      failed(results, 1, "ended the stream");
      counted(camera, results, 2, 96 * 64);
      failed(results, 2, "it sent no whole frame within 1.5 s");
      counted(camera, results, 3, 64 * 48);
      StreamCount last = counted(camera, results, 4, 96 * 64);
      assertThat(last.reconnects()).isEqualTo(2);
      assertThat(last.dropped()).isZero();

      camera.close();

      failed(results, 4, "ended the stream");
      StreamCount dead = results.next();
      assertThat(dead.problem())
          .hasMessageContaining(camera.address() + " cannot be opened: Connection refused");
      assertThat(dead.smoothed()).isEqualTo(last.smoothed());
    } finally {
      camera.close();
    }
  }

  private static StreamCount counted(
      RtspCamera camera, Iterator<StreamCount> results, long number, int pixels) {
    camera.permit(1);
    StreamCount result = results.next();
    assertThat(result.problem()).isNull();
    assertThat(result.number()).isEqualTo(number);
    assertThat(result.count().orElseThrow()).isCloseTo(pixels, within(0.01 * pixels));
    return result;
  }

  private static void failed(Iterator<StreamCount> results, long number, String reason) {
    StreamCount result = results.next();
    assertThat(result.frame()).isNull();
    assertThat(result.number()).isEqualTo(number);
    assertThat(result.problem()).hasMessageContaining(reason);
  }

  @Test
  void a_user_is_sent_to_who_asks_for_one() throws Exception {
    byte[] jpeg = numbered(64, 48, 1);
    try (RtspCamera camera =
        new RtspCamera(
            connection -> {
              connection.playTo("Authorization: Basic Z3VhcmQ6c2UgY3JldA=="); // guard:se cret
              connection.frame(jpeg);
            })) {
      camera.permit(1);
      try (FrameReader reader = Video.camera(camera.address("guard:se%20cret@")).open()) {
        assertShows(reader.next(), jpeg);
      }
    }
  }

  @Test
  void a_refusal_is_told_without_the_password() throws Exception {
    for (String status : List.of("401 Unauthorized", "404 Not Found", "403 Forbidden")) {
      try (RtspCamera camera =
          new RtspCamera(
              connection ->
                  connection.refuse(status, "WWW-Authenticate: Basic realm=\"camera\"\r\n"))) {
        Throwable refused =
            catchThrowable(() -> Video.camera(camera.address("guard:secret@")).open());

        assertThat(refused)
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith(camera.address() + " cannot be opened: ")
            .hasMessageContaining(status);
        assertThat(trace(refused)).doesNotContain("secret");
      }
    }
  }

  @Test
  void one_that_never_sends_a_frame_is_given_up() throws Exception {
    try (RtspCamera camera =
        new RtspCamera(
            connection -> {
              connection.play();
              connection.stall();
            })) {
      assertThatThrownBy(() -> readOn(camera))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage(camera.address() + " cannot be opened: it sent no frame within 1.5 s");
    }
  }

  private static void readOn(RtspCamera camera) throws Exception {
    try (FrameReader reader = watching(camera).open()) {
      while (true) {
        assertThat(reader.next()).isNotNull();
      }
    }
  }

  /** As one whose sensor has failed but whose network has not. */
  @Test
  void one_that_sends_all_but_whole_frames_is_given_up() throws Exception {
    byte[] jpeg = Brightness.whiteJpeg(64, 48);
    byte[] report = ByteBuffer.allocate(28).putInt(0x80c80006).putInt(0xca3e7a).array();
    byte[] part = RtpJpeg.payloads(numbered(320, 240, 1)).get(0);
    for (Endless endless :
        List.<Endless>of(
            connection -> connection.interleaved(1, report),
            connection -> connection.packet(false, part),
            connection -> connection.packet(true, new byte[9]))) {
      try (RtspCamera camera =
          new RtspCamera(
              connection -> {
                connection.play();
                connection.frame(jpeg);
                while (true) {
                  endless.send(connection);
                  Thread.sleep(SHORT.toMillis() / 8);
                }
              })) {
        camera.permit(1);
        assertThatThrownBy(() -> readOn(camera))
            .isInstanceOf(SocketTimeoutException.class)
            .hasMessage(camera.address() + " broke off: it sent no whole frame within 1.5 s");
      }
    }
  }

  /** What is sent again and again. */
  private interface Endless {
    void send(RtspCamera.Connection connection) throws IOException;
  }

  @Test
  void one_that_is_silent_keeps_no_other_from_being_opened() throws Exception {
    byte[] jpeg = Brightness.whiteJpeg(64, 48);
    try (RtspCamera silent = new RtspCamera(RtspCamera.Connection::stall);
        RtspCamera camera =
            new RtspCamera(
                connection -> {
                  connection.play();
                  connection.frame(jpeg);
                  connection.stall();
                })) {
      Video waiting = Video.camera(silent.address()).withTimeout(Duration.ofMinutes(10));
      CompletableFuture<Throwable> failure =
          CompletableFuture.supplyAsync(() -> catchThrowable(waiting::open));
      while (silent.connections() == 0) {
        Thread.onSpinWait();
      }
      try (FrameReader reader = openOnceSent(camera)) {
        assertShows(reader.next(), jpeg);
      }
      assertThat(failure).isNotDone();
      silent.hangUp();
      assertThat(failure.join()).isInstanceOf(IOException.class);
    }
  }

  /**
   * Packets that are cut anywhere, end nothing, come on other channels, or have some bytes changed;
   * of at least 8 bytes, as FFmpeg loses its place at shorter ones and the stream is given up.
   */
  @Test
  void damaged_packets_cost_no_more_than_their_frames() throws Exception {
    byte[] good = numbered(160, 128, 5);
    byte[] end = numbered(160, 128, 6);
    RgbImage last = RgbImage.of(ImageIO.read(new ByteArrayInputStream(end)));
    List<byte[]> payloads = RtpJpeg.payloads(good);
    try (RtspCamera camera =
            new RtspCamera(
                connection -> {
                  connection.play();
                  connection.frame(good);
                  SplittableRandom random = new SplittableRandom(7);
                  for (int i = 0; i < 300; i++) {
                    byte[] payload = payloads.get(random.nextInt(payloads.size())).clone();
                    for (int j = random.nextInt(6); j > 0; j--) {
                      payload[random.nextInt(random.nextBoolean() ? 12 : payload.length)] =
                          (byte) random.nextInt(256);
                    }
                    int length = random.nextInt(2) == 0 ? payload.length : random.nextInt(200);
                    byte[] cut = Arrays.copyOf(payload, Math.min(length, payload.length));
                    switch (random.nextInt(8)) {
                      case 0 ->
                          connection.interleaved(
                              random.nextInt(4), Arrays.copyOf(cut, 8 + cut.length));
                      case 1 -> connection.endFrame();
                      default -> connection.packet(random.nextInt(4) == 0, cut);
                    }
                  }
                  connection.endFrame();
                  for (int i = 0; i < 5; i++) {
                    connection.frame(end);
                  }
                  connection.stall();
                });
        FrameReader reader = openOnceSent(camera)) {
      camera.permit(5);
      assertShows(reader.next(), good);
      while (true) {
        RgbImage seen = image(reader.next());
        if (seen.width() == 160 && seen.height() == 128 && difference(seen, last) < 2) {
          return;
        }
      }
    }
  }

  @Test
  void what_is_no_rtsp_any_more_is_given_up() throws Exception {
    byte[] jpeg = Brightness.whiteJpeg(64, 48);
    byte[] noise = new byte[200_000];
    new SplittableRandom(3).nextBytes(noise);
    try (RtspCamera camera =
        new RtspCamera(
            connection -> {
              connection.play();
              connection.frame(jpeg);
              connection.send(noise);
              connection.stall();
            })) {
      camera.permit(1);
      assertThatThrownBy(() -> readOn(camera))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(camera.address() + " broke off: it");
    }
  }

  @Test
  void closing_ends_a_wait_for_a_silent_camera_and_tells_it() throws Exception {
    byte[] jpeg = Brightness.whiteJpeg(64, 48);
    CountDownLatch stalling = new CountDownLatch(1);
    try (RtspCamera camera =
            new RtspCamera(
                connection -> {
                  connection.play();
                  connection.frame(jpeg);
                  stalling.countDown();
                  connection.stall();
                });
        CrowdCounter counter = Brightness.counter()) {
      Video source = Video.camera(camera.address()).withTimeout(Duration.ofMinutes(10));
      CrowdStream stream = CrowdStream.builder(counter, source).build();
      Iterator<StreamCount> results = stream.iterator();
      counted(camera, results, 1, 64 * 48);
      stalling.await();

      stream.close();

      assertThat(results.hasNext()).isFalse();
      while (camera.requests().stream().noneMatch(it -> it.startsWith("TEARDOWN"))) {
        Thread.sleep(10);
      }
    }
  }

  /**
   * FFmpeg's parser of MPEG-4 takes a frame to be whole when the next one begins; its decoder, left
   * to itself, would hold back as many more as it has threads.
   */
  @Test
  void a_frame_waits_for_no_more_than_the_beginning_of_the_next() throws Exception {
    Mpeg4Video video = Mpeg4Video.ofShades(64, 48, 40, 60, 80, 100, 120, 140, 160, 180);
    try (RtspCamera camera =
        new RtspCamera(
            connection -> {
              connection.announce(96, video.attributes(96));
              connection.play();
              for (byte[] frame : video.frames()) {
                connection.frame(List.of(frame));
              }
              connection.stall();
            })) {
      camera.permit(3);
      try (FrameReader reader = Video.camera(camera.address()).open()) {
        for (int shade = 40; shade < 180; shade += 20) {
          assertThat(image(reader.next()).rgb(30, 20) & 0xff).isCloseTo(shade, within(5));
          camera.permit(shade == 40 ? 0 : 1); // opening took three
        }
      }
    }
  }
}
