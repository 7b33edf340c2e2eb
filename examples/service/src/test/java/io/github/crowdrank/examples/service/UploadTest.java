package io.github.crowdrank.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders who stall, go away or send too much together. */
class UploadTest {
  private static final String HALF =
      "POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf!";

  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  private static final String WHOLE =
      "POST /count HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\nwhole";

  private static final String CHUNKED =
      "POST /count HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n";

  /** More than the system keeps for a service that does not read. */
  private static final int MANY_BYTES = 15 << 20;

  private final HeldCounter counter = new HeldCounter();

  @Test
  void a_stalled_upload_holds_no_place_and_ends_in_time() throws Exception {
    try (LocalService service =
            new LocalService(counter, "--counts=1", "--waiting=0", "--upload-time=0.3");
        Socket stalled = service.begin(HALF)) {
      counter.release(1);
      // In one piece, for the deadline is one for all pictures.
      try (Socket good = service.begin(WHOLE)) {
        assertThat(new String(good.getInputStream().readAllBytes(), UTF_8))
            .startsWith("HTTP/1.1 200");
      }

      assertThat(new String(stalled.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 408")
          .contains("has not arrived within 0.3 s");
      LocalService.await(() -> service.meter("crowdrank.held") == 0);
      assertThat(service.meter("crowdrank.accepted")).isEqualTo(1);
    }
  }

  @Test
  void a_pause_longer_than_the_silence_between_two_requests_costs_no_upload() throws Exception {
    try (LocalService service =
            new LocalService(counter, "--counts=1", "--silence=0.2", "--upload-time=60");
        Socket pausing = service.begin(HALF)) {
      counter.release(1);
      Thread.sleep(1_000);
      assertThat(pausing.getInputStream().available()).isZero();
      pausing.getOutputStream().write("whole".getBytes(UTF_8));

      assertThat(new String(pausing.getInputStream().readNBytes(12), UTF_8))
          .isEqualTo("HTTP/1.1 200");
    }
  }

  @Test
  void one_byte_after_the_other_is_too_slow_all_the_same() throws Exception {
    try (LocalService service = new LocalService(counter, "--upload-time=0.2");
        Socket slow =
            service.begin("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")) {
      while (slow.getInputStream().available() == 0) {
        slow.getOutputStream().write(0);
        Thread.sleep(5);
      }
      byte[] start = slow.getInputStream().readNBytes(12);
      assertThat(new String(start, UTF_8)).isEqualTo("HTTP/1.1 408");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Expect: 100-continue\r\n"})
  void who_sends_everything_late_before_reading_learns_that_it_was_late(String expect)
      throws Exception {
    try (LocalService service = new LocalService(counter, "--upload-time=0.2");
        Socket late =
            service.begin(
                "POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n%s\r\n"
                    .formatted(MANY_BYTES, expect))) {
      if (!expect.isEmpty()) {
        assertThat(new String(late.getInputStream().readNBytes(CONTINUE.length()), UTF_8))
            .isEqualTo(CONTINUE);
      }
      String start = new String(late.getInputStream().readNBytes(12), UTF_8); // it is too late
      late.getOutputStream().write(new byte[MANY_BYTES]);

      assertThat(start).isEqualTo("HTTP/1.1 408");
      assertThat(new String(late.getInputStream().readAllBytes(), UTF_8))
          .contains("has not arrived within 0.2 s");
    }
  }

  @Test
  void who_was_asked_for_the_body_and_sends_too_much_learns_that_it_is_too_much() throws Exception {
    try (LocalService service = new LocalService(counter, "--max-bytes=1000");
        Socket large = service.begin(CHUNKED)) {
      assertThat(new String(large.getInputStream().readNBytes(CONTINUE.length()), UTF_8))
          .isEqualTo(CONTINUE);
      large.getOutputStream().write((Integer.toHexString(MANY_BYTES) + "\r\n").getBytes(UTF_8));
      large.getOutputStream().write(new byte[MANY_BYTES]);
      large.getOutputStream().write("\r\n0\r\n\r\n".getBytes(UTF_8));

      assertThat(new String(large.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 413")
          .contains("more were sent");
    }
  }

  /** They come faster than they can be taken, so that whoever takes them never waits. */
  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/count"})
  void pieces_of_a_byte_without_end_keep_nobody_else_waiting(String path) throws Exception {
    byte[] pieces = "1\r\nx\r\n".repeat(10_000).getBytes(UTF_8);
    String head = "POST %s HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (LocalService service = new LocalService(counter);
        Socket flood = service.begin(head.formatted(path))) {
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> flood(flood, pieces));
      assertThat(service.get("/health/live").get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      String answer = new String(flood.getInputStream().readNBytes(12), UTF_8);
      assertThat(answer).isEqualTo(path.equals("/count") ? "HTTP/1.1 400" : "HTTP/1.1 404");
      sending.get(30, TimeUnit.SECONDS);
    }
  }

  /** Until the service closes the connection. */
  private static void flood(Socket connection, byte[] pieces) {
    try {
      while (true) {
        connection.getOutputStream().write(pieces);
      }
    } catch (IOException closed) {
      // As it should be.
    }
  }

  @Test
  void a_sender_who_goes_away_leaves_nothing_behind() throws Exception {
    try (LocalService service = new LocalService(counter, "--counts=1", "--waiting=0")) {
      for (int i = 0; i < 20; i++) {
        Socket gone = service.begin(HALF);
        LocalService.await(() -> service.meter("crowdrank.held") == 5);
        gone.close();
        LocalService.await(() -> service.meter("crowdrank.held") == 0);
      }
      counter.release(1);
      LocalService.count(service.posts(1).get(0).join());
      assertThat(service.meter("crowdrank.accepted")).isEqualTo(1);
    }
  }

  @Test
  void one_who_goes_away_while_waiting_gives_the_place_to_the_next() throws Exception {
    try (LocalService service = new LocalService(counter, "--counts=1", "--waiting=0")) {
      Socket gone = service.begin(HALF + "whole");
      counter.awaitBegun(1);
      gone.close();
      counter.release(1);
      LocalService.await(() -> service.meter("crowdrank.counting") == 0);
      LocalService.await(() -> service.meter("crowdrank.held") == 0);

      counter.release(1);
      LocalService.count(service.posts(1).get(0).join());
    }
  }

  @Test
  void pictures_that_together_take_too_much_are_refused_and_those_that_are_here_are_not()
      throws Exception {
    try (LocalService service =
        new LocalService(counter, "--counts=1", "--max-bytes=600", "--max-held-bytes=1000")) {
      CompletableFuture<HttpResponse<String>> first = service.post(new byte[600]);
      counter.awaitBegun(1);

      HttpResponse<String> second = service.post(new byte[500]).join();
      assertThat(LocalService.problem(second, 503).get("detail").textValue())
          .contains("take all memory");
      CompletableFuture<HttpResponse<String>> third = service.post(new byte[400]);

      counter.release(2);
      LocalService.count(first.join());
      LocalService.count(third.join());
      assertThat(service.meter("crowdrank.held")).isZero();
    }
  }
}
