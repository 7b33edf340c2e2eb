package io.github.crowdrank.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Nothing that was accepted is lost. */
class ShutdownTest {
  private static final int SENDERS = 6;

  /** Of a sender who was refused. */
  private static final int PAUSE_MILLIS = 20;

  @Test
  void while_it_stops_it_answers_what_it_has_and_refuses_what_comes() throws Exception {
    HeldCounter counter = new HeldCounter();
    try (LocalService service = new LocalService(counter, "--counts=1", "--waiting=1")) {
      List<CompletableFuture<HttpResponse<String>>> accepted = service.posts(2);
      counter.awaitBegun(1);
      LocalService.await(() -> service.meter("crowdrank.waiting") == 1);
      assertThat(service.get("/health/ready").join().statusCode()).isEqualTo(200);

      CompletableFuture<Void> stop = CompletableFuture.runAsync(service::close);
      LocalService.await(() -> service.get("/health/ready").join().statusCode() == 503);

      assertThat(service.get("/health/live").join().statusCode()).isEqualTo(200);
      HttpResponse<String> refused = service.posts(1).get(0).join();
      LocalService.problem(refused, 503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      LocalService.problem(service.post(new byte[4 << 20]).join(), 503);
      assertThat(stop).isNotDone();

      counter.release(2);
      for (CompletableFuture<HttpResponse<String>> answer : accepted) {
        LocalService.count(answer.join());
      }
      stop.join();
      assertThatThrownBy(() -> service.begin("nobody listens"))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void what_is_not_done_when_its_time_is_over_does_not_keep_it_from_stopping() throws Exception {
    HeldCounter counter = new HeldCounter();
    LocalService service = new LocalService(counter, "--counts=1", "--stop-time=0.05");
    CompletableFuture<HttpResponse<String>> lost = service.posts(1).get(0);
    counter.awaitBegun(1);

    service.close();

    assertThatThrownBy(lost::join).hasCauseInstanceOf(IOException.class);
    counter.release(1);
  }

  @Test
  void what_still_waits_when_its_time_is_over_is_told_so() throws Exception {
    HeldCounter counter = new HeldCounter();
    LocalService service =
        new LocalService(counter, "--counts=1", "--waiting=2", "--stop-time=0.05");
    service.posts(1);
    counter.awaitBegun(1);
    List<CompletableFuture<HttpResponse<String>>> waiting = service.posts(2);
    LocalService.await(() -> service.meter("crowdrank.waiting") == 2);

    service.close();

    for (CompletableFuture<HttpResponse<String>> answer : waiting) {
      assertThat(LocalService.problem(answer.join(), 503).get("detail").textValue())
          .isEqualTo("the service stops");
    }
    counter.release(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // which has no SIGTERM
  void a_process_that_is_told_to_end_answers_all_it_accepted() throws Exception {
    byte[] picture = LocalService.part("jpg", 0, 300);
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    // A busy machine may take longer than the default for those that wait.
    String[] options = {"--waiting", "2", "--longest-wait", "600"};
    try (ServiceProcess process = ServiceProcess.start(options)) {
      CountDownLatch counted = new CountDownLatch(2 * SENDERS);
      List<Future<Integer>> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(threads.submit(() -> send(process.address(), picture, counted)));
      }
      assertThat(counted.await(1, TimeUnit.MINUTES)).isTrue();
      String last = process.terminate();

      int answered = 0;
      for (Future<Integer> sender : senders) {
        answered += sender.get();
      }
      assertThat(last)
          .isEqualTo("stopped: %d pictures accepted, %d of them answered", answered, answered);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Sends a picture again and again until nobody listens any more; how often it was counted. */
  private static int send(URI address, byte[] picture, CountDownLatch counted) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/count"))
            .POST(BodyPublishers.ofByteArray(picture))
            .build();
    int good = 0;
    while (true) {
      HttpResponse<String> answer;
      try {
        answer = client.send(request, BodyHandlers.ofString());
      } catch (IOException e) {
        return good;
      }
      if (answer.statusCode() == 200) {
        good++;
        counted.countDown();
      } else {
        assertThat(answer.statusCode()).isIn(429, 503);
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }
}
