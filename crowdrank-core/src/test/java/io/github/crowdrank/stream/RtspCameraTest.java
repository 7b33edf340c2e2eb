package io.github.crowdrank.stream;

import static io.github.crowdrank.stream.RtspFrames.assertShows;
import static io.github.crowdrank.stream.RtspFrames.image;
import static io.github.crowdrank.stream.RtspFrames.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.CrowdCounter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Against a camera on this machine that speaks RTSP; skipped where FFmpeg's natives are missing.
 */
@Timeout(60)
@ExtendWith(FfmpegNatives.class)
class RtspCameraTest {
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
        FrameReader reader = camera.openOnceSent()) {
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

  @Test
  void a_camera_is_told_that_somebody_still_watches() throws Exception {
    byte[] jpeg = Brightness.whiteJpeg(64, 48);
    try (RtspCamera camera = endless(jpeg, new CountDownLatch(1));
        FrameReader reader = camera.openOnceSent()) {
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
      camera.openOnceSent().close();
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

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
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
      camera.permit(1);
      assertThat(results.next().problem()).isNull();
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
