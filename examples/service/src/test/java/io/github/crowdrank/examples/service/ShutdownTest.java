package io.github.crowdrank.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
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
  private static final Path ROOT = Path.of(System.getProperty("crowdrank.root"));
  private static final int SENDERS = 6;

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
      assertThatThrownBy(() -> service.get("/health/live").join())
          .hasRootCauseInstanceOf(ConnectException.class);
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
  @DisabledOnOs(OS.WINDOWS) // which has no SIGTERM
  void a_process_that_is_told_to_end_answers_all_it_accepted() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--port",
                "0",
                "--waiting",
                "2")
            .directory(ROOT.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      URI address = URI.create(out.readLine());
      CountDownLatch counted = new CountDownLatch(SENDERS);
      List<Future<Integer>> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(threads.submit(() -> send(address, counted)));
      }
      assertThat(counted.await(2, TimeUnit.MINUTES)).isTrue();
      process.destroy();

      int answered = 0;
      for (Future<Integer> sender : senders) {
        answered += sender.get();
      }
      String last = "";
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line;
      }
      assertThat(last)
          .isEqualTo("stopped: %d pictures accepted, %d of them answered", answered, answered);
      assertThat(process.waitFor()).isEqualTo(128 + 15);
    } finally {
      threads.shutdownNow();
      process.destroyForcibly();
    }
  }

  /** Sends the photograph again and again until nobody listens any more. */
  private static int send(URI address, CountDownLatch counted) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/count"))
            .header("Content-Type", "image/jpeg")
            .POST(BodyPublishers.ofFile(ROOT.resolve("examples/photos/champs-elysees-1944.jpg")))
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
      }
    }
  }
}
