package io.github.crowdrank.stream;

import static io.github.crowdrank.stream.RtspFrames.assertShows;
import static io.github.crowdrank.stream.RtspFrames.difference;
import static io.github.crowdrank.stream.RtspFrames.image;
import static io.github.crowdrank.stream.RtspFrames.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.image.ImageLimits;
import io.github.crowdrank.image.RgbImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Against a camera on this machine that speaks RTSP, stalls, sends what is none, changes its
 * resolution and dies; skipped where FFmpeg's natives are missing.
 */
@Timeout(60)
@ExtendWith(FfmpegNatives.class)
class RtspFailureTest {
  /** Only where it is to pass; also for what comes before, on a machine that is busy. */
  private static final Duration SHORT = Duration.ofSeconds(3);

  private static Video watching(RtspCamera camera) {
    return Video.camera(camera.address()).withTimeout(SHORT);
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
    try (CrowdCounter counter = Brightness.warmCounter();
        CrowdStream stream =
            CrowdStream.builder(counter, watching(camera))
                .backOff(new BackOff(Duration.ofMillis(1), Duration.ofMillis(50)))
                .build()) {
      Iterator<StreamCount> results = stream.iterator();

      counted(camera, results, 1, 64 * 48);
      failed(results, 1, "ended the stream");
      counted(camera, results, 2, 96 * 64);
      failed(results, 2, "it sent no whole frame within 3.0 s");
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

  @Test
  void a_frame_that_is_too_large_costs_no_connection() throws Exception {
    byte[] small = Brightness.whiteJpeg(64, 48);
    byte[] large = Brightness.whiteJpeg(96, 64);
    try (RtspCamera camera =
            new RtspCamera(
                connection -> {
                  connection.play();
                  connection.frame(small);
                  connection.frame(large);
                  connection.frame(small);
                  connection.stall();
                });
        CrowdCounter counter = Brightness.warmCounter();
        CrowdStream stream =
            CrowdStream.builder(
                    counter,
                    watching(camera).withLimits(ImageLimits.defaults().withMaxPixels(64 * 48)))
                .build()) {
      Iterator<StreamCount> results = stream.iterator();

      counted(camera, results, 1, 64 * 48);
      camera.permit(1);
      StreamCount refused = results.next();
      assertThat(refused.number()).isEqualTo(2);
      assertThat(refused.problem())
          .hasMessageStartingWith(camera.address() + ": its frames have 96x64 pixels but 3072");
      assertThat(counted(camera, results, 3, 64 * 48).reconnects()).isZero();
      assertThat(camera.connections()).isEqualTo(1);
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
  void one_that_never_sends_a_frame_is_given_up() throws Exception {
    try (RtspCamera camera =
        new RtspCamera(
            connection -> {
              connection.play();
              connection.stall();
            })) {
      assertThatThrownBy(() -> readOn(camera))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage(camera.address() + " cannot be opened: it sent no frame within 3.0 s");
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
            .hasMessage(camera.address() + " broke off: it sent no whole frame within 3.0 s");
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
        Thread.sleep(2);
      }
      try (FrameReader reader = camera.openOnceSent()) {
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
        FrameReader reader = camera.openOnceSent()) {
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
}
