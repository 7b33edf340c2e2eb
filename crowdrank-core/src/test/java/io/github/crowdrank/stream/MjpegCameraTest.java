package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.CrowdEstimate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a camera on this machine that stalls, truncates, changes its resolution and dies. */
@Timeout(60)
class MjpegCameraTest {
  private static final Duration SHORT = Duration.ofMillis(1500);

  /** Where frames are counted meanwhile. */
  private static final Duration LONGER = Duration.ofSeconds(3);

  private static MjpegCamera watching(LocalCamera camera) {
    return MjpegCamera.at(camera.address()).withTimeout(SHORT);
  }

  private static byte[] encoded(@Nullable Frame frame) {
    return ((Frame.Encoded) Objects.requireNonNull(frame).content()).bytes();
  }

  @Test
  void frames_come_as_they_were_sent_for_longer_than_the_time_for_one() throws Exception {
    byte[] small = Brightness.whiteJpeg(64, 48);
    byte[] large = Brightness.whiteJpeg(640, 480);
    try (LocalCamera camera =
            new LocalCamera(
                connection -> {
                  connection.begin();
                  for (int i = 0; i < 6; i++) {
                    connection.frame(i % 2 == 0 ? small : large);
                    Thread.sleep(SHORT.toMillis() / 3);
                  }
                });
        FrameReader reader = watching(camera).open()) {
      camera.permit(6);
      for (int i = 0; i < 6; i++) {
        assertThat(encoded(reader.next())).isEqualTo(i % 2 == 0 ? small : large);
      }
      assertThatThrownBy(reader::next)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ended");
      assertThat(camera.requests().get(0)).startsWith("GET /video HTTP/1.1").doesNotContain("Auth");
    }
  }

  @Test
  void a_user_is_sent_and_in_no_message() throws Exception {
    try (LocalCamera camera =
        new LocalCamera(
            connection ->
                connection.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"))) {
      MjpegCamera source = MjpegCamera.at(camera.address("guard:secret@"));

      assertThatThrownBy(source::open)
          .isInstanceOf(ProtocolException.class)
          .hasMessage(camera.address() + " answered with status 401");
      // guard:secret
      assertThat(camera.requests().get(0)).contains("Authorization: Basic Z3VhcmQ6c2VjcmV0\n");
    }
  }

  @Test
  void a_camera_that_never_answers_is_given_up() throws Exception {
    try (LocalCamera camera = new LocalCamera(LocalCamera.Connection::stall)) {
      assertThatThrownBy(watching(camera)::open)
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage(camera.address() + " did not answer within 1.5 s");
    }
  }

  @Test
  void one_that_never_accepts_is_given_up() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketChannel first = SocketChannel.open(full.getLocalSocketAddress());
        SocketChannel second = SocketChannel.open(full.getLocalSocketAddress())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      URI address = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");

      assertThatThrownBy(MjpegCamera.at(address).withTimeout(SHORT)::open)
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage(address + " did not answer within 1.5 s");
    }
  }

  /** From Java 26 on it would be for the body, too, and so cut every stream off. */
  @Test
  void a_request_has_no_time_of_its_own() {
    MjpegCamera camera = MjpegCamera.at(URI.create("http://camera/")).withTimeout(SHORT);

    assertThat(camera.request().timeout()).isEmpty();
  }

  @Test
  void one_that_stalls_or_drips_within_a_frame_is_given_up() throws Exception {
    try (LocalCamera camera =
        new LocalCamera(
            connection -> {
              connection.begin();
              connection.announce(100);
              connection.stall();
            },
            connection -> {
              connection.begin();
              connection.announce(100);
              for (int i = 0; i < 100; i++) {
                connection.send(new byte[1]);
                Thread.sleep(SHORT.toMillis() / 4);
              }
            })) {
      for (int i = 0; i < 2; i++) {
        try (FrameReader reader = watching(camera).open()) {
          assertThatThrownBy(reader::next)
              .isInstanceOf(SocketTimeoutException.class)
              .hasMessage(camera.address() + " sent no whole frame within 1.5 s");
        }
      }
    }
  }

  @Test
  void what_is_no_stream_of_pictures_is_refused_with_what_was_found() throws Exception {
    try (LocalCamera camera =
        new LocalCamera(
            connection ->
                connection.send("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
            connection ->
                connection.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 0\r\n\r\n"),
            connection -> connection.send("SSH-2.0-OpenSSH_9.2\r\n"))) {
      assertThatThrownBy(MjpegCamera.at(camera.address())::open).hasMessageContaining("status 302");
      assertThatThrownBy(MjpegCamera.at(camera.address())::open)
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("sends \"image/jpeg\", not multipart/x-mixed-replace");
      assertThatThrownBy(MjpegCamera.at(camera.address())::open)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot be read");
    }
  }

  /** Of which the JDK's client throws what it throws for mistakes of a program. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "", "99999999999999999999"})
  void an_answer_whose_length_is_no_number_is_a_failure_like_others(String length)
      throws Exception {
    byte[] jpeg = Brightness.whiteJpeg(64, 48);
    CountDownLatch hungUp = new CountDownLatch(1);
    try (LocalCamera camera =
            new LocalCamera(
                connection -> {
                  connection.send(
                      "HTTP/1.1 200 OK\r\nContent-Length: %s\r\n".formatted(length)
                          + "Content-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n");
                  connection.awaitEnd();
                  hungUp.countDown();
                },
                connection -> {
                  connection.begin();
                  connection.frame(jpeg);
                });
        CrowdCounter counter = Brightness.warmCounter();
        CrowdStream stream =
            CrowdStream.builder(counter, MjpegCamera.at(camera.address("guard:secret@")))
                .backOff(new BackOff(Duration.ofMillis(1), Duration.ofMillis(50)))
                .build()) {
      Iterator<StreamCount> results = stream.iterator();

      assertThat(results.next().problem())
          .isInstanceOf(IOException.class)
          .hasMessage(
              camera.address()
                  + " cannot be read: it answers with a Content-Length of \""
                  + length
                  + "\", which is no number");
      hungUp.await();
      counted(camera, results, 1, 64 * 48);
    }
  }

  @Test
  void a_frame_that_is_too_large_is_not_kept() throws Exception {
    try (LocalCamera camera =
            new LocalCamera(
                connection -> {
                  connection.begin();
                  connection.announce(2000);
                  connection.send(new byte[2000]);
                });
        FrameReader reader = MjpegCamera.at(camera.address()).withMaxFrameBytes(1999).open()) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("\"2000\" bytes; 0 to 1999 are allowed");
    }
  }

  @Test
  void a_wrong_address_is_refused_at_once() {
    for (String wrong : new String[] {"rtsp://camera/", "file:///a", "http:///path", "camera"}) {
      assertThatThrownBy(() -> MjpegCamera.at(URI.create(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong);
    }
    assertThatThrownBy(() -> MjpegCamera.at(URI.create("ftp://me:secret@camera/")))
        .hasMessageContaining("ftp://camera/")
        .hasMessageNotContaining("secret");
    MjpegCamera camera = MjpegCamera.at(URI.create("http://camera/"));
    assertThatThrownBy(() -> camera.withTimeout(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> camera.withTimeout(Duration.ofMillis(Long.MAX_VALUE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30 minutes");
    assertThatThrownBy(() -> camera.withMaxFrameBytes(0)).hasMessageContaining("0");
  }

  /** One camera, every way to fail after the other; the stream goes on through all of them. */
  @Test
  void a_stream_outlives_truncation_stalls_other_sizes_broken_pictures_and_death()
      throws Exception {
    byte[] small = Brightness.whiteJpeg(64, 48);
    byte[] large = Brightness.whiteJpeg(96, 64);
    byte[] cut = Arrays.copyOf(small, small.length / 2);
    LocalCamera camera =
        new LocalCamera(
            connection -> {
              connection.begin();
              connection.frame(small);
              connection.frame(large);
              connection.announce(small.length);
              connection.send(cut);
            },
            connection -> {
              connection.begin();
              connection.frame(small);
              connection.stall();
            },
            connection -> {
              connection.begin();
              connection.frame(cut);
              connection.frame(large);
              connection.stall();
            });
    try (CrowdCounter counter = Brightness.warmCounter();
        CrowdStream stream =
            CrowdStream.builder(counter, MjpegCamera.at(camera.address()).withTimeout(LONGER))
                .backOff(new BackOff(Duration.ofMillis(1), Duration.ofMillis(50)))
                .build()) {
      Iterator<StreamCount> results = stream.iterator();

      counted(camera, results, 1, 64 * 48);
      counted(camera, results, 2, 96 * 64);
      failed(results, 2, "broke off within a frame");
      counted(camera, results, 3, 64 * 48);
      failed(results, 3, "sent no whole frame within 3.0 s");
      camera.permit(1);
      StreamCount broken = results.next();
      assertThat(broken.number()).isEqualTo(4);
      assertThat(broken.frame()).isNotNull();
      assertThat(broken.problem()).hasMessageContaining("JPEG");
      StreamCount last = counted(camera, results, 5, 96 * 64);
      assertThat(last.reconnects()).isEqualTo(2);
      assertThat(last.dropped()).isZero();

      camera.close();

      failed(results, 5, camera.address().toString());
      StreamCount dead = results.next();
      while (!(dead.problem() instanceof ConnectException)) {
        dead = results.next();
      }
      assertThat(dead.problem()).hasMessageContaining("cannot be reached");
      assertThat(dead.reconnects()).isEqualTo(2);
      assertThat(dead.smoothed()).isEqualTo(last.smoothed());
    } finally {
      camera.close();
    }
  }

  private static StreamCount counted(
      LocalCamera camera, Iterator<StreamCount> results, long number, int pixels) {
    camera.permit(1);
    StreamCount result = results.next();
    assertThat(result.problem()).isNull();
    assertThat(result.number()).isEqualTo(number);
    CrowdEstimate estimate = Objects.requireNonNull(result.estimate());
    assertThat(estimate.count()).isCloseTo(pixels, within(0.01 * pixels));
    assertThat(result.count()).hasValue(estimate.count());
    return result;
  }

  private static void failed(Iterator<StreamCount> results, long number, String reason) {
    StreamCount result = results.next();
    assertThat(result.frame()).isNull();
    assertThat(result.estimate()).isNull();
    assertThat(result.number()).isEqualTo(number);
    assertThat(result.problem()).hasMessageContaining(reason);
  }

  /** Such as by the thread that waits for the frames. */
  @Test
  void frames_come_where_the_common_pool_is_busy_for_good() throws Exception {
    byte[] jpeg = Brightness.whiteJpeg(64, 48);
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(ForkJoinPool.getCommonPoolParallelism());
    for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                busy.countDown();
                try {
                  over.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    try (LocalCamera camera =
        new LocalCamera(
            connection -> {
              connection.begin();
              connection.frame(jpeg);
            },
            LocalCamera.Connection::stall)) {
      busy.await();
      camera.permit(1);
      try (FrameReader reader =
          MjpegCamera.at(camera.address()).withTimeout(Duration.ofSeconds(40)).open()) {
        assertThat(encoded(reader.next())).isEqualTo(jpeg);
      }
      assertThatThrownBy(watching(camera)::open)
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage(camera.address() + " did not answer within 1.5 s");
    } finally {
      over.countDown();
    }
  }

  @Test
  void closing_ends_a_wait_for_a_silent_camera() throws Exception {
    try (LocalCamera camera =
            new LocalCamera(
                connection -> {
                  connection.begin();
                  connection.stall();
                });
        CrowdCounter counter = Brightness.counter()) {
      CrowdStream stream =
          CrowdStream.builder(
                  counter, MjpegCamera.at(camera.address()).withTimeout(Duration.ofMinutes(10)))
              .build();
      Iterator<StreamCount> results = stream.iterator();
      while (camera.connections() == 0) {
        Thread.sleep(2);
      }

      stream.close();

      assertThat(results.hasNext()).isFalse();
      for (int i = 0; i < 1000 && framesThreads() > 0; i++) {
        Thread.sleep(10);
      }
      assertThat(framesThreads()).isZero();
    }
  }

  private static long framesThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("crowdrank-frames"))
        .count();
  }
}
