package io.github.crowdrank.examples.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures how many pictures the service counts in a second, then sends it twice as many for a
 * while: at random times that do not depend on its answers, as from people who do not know of each
 * other. Times are from when a picture was due to be sent.
 *
 * <pre>{@code ./mvnw -q -Pload -pl examples/service -am}</pre>
 */
final class LoadTest {
  private static final Path PHOTO = Path.of("examples/photos/champs-elysees-1944.jpg");
  private static final int WARM_UP_SECONDS = 10;
  private static final int MOST_CAPACITY_SECONDS = 30;
  private static final long SEED = 1;

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;

  private LoadTest(URI service) throws IOException {
    request =
        HttpRequest.newBuilder(service.resolve("/count"))
            .header("Content-Type", "image/jpeg")
            .timeout(Duration.ofMinutes(1))
            .POST(BodyPublishers.ofFile(PHOTO))
            .build();
  }

  /** The argument is for how many seconds. */
  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[0]);
    try (ServiceProcess service = ServiceProcess.start()) {
      LoadTest test = new LoadTest(service.address());
      test.capacity(WARM_UP_SECONDS);
      double capacity = test.capacity(Math.min(seconds, MOST_CAPACITY_SECONDS));
      say("capacity: %.2f pictures a second", capacity);
      LoadResult result = test.load(2 * capacity, seconds);
      result.report().forEach(System.out::println);
      say("peak resident memory: %s", service.peakMemory());
      System.out.println(service.terminate());
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** As many senders as are counted at once, and two whose pictures are received meanwhile. */
  private double capacity(int seconds) throws InterruptedException {
    int senders = Runtime.getRuntime().availableProcessors() + 2;
    ExecutorService threads = Executors.newFixedThreadPool(senders);
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    AtomicLong counted = new AtomicLong();
    for (int i = 0; i < senders; i++) {
      threads.execute(
          () -> {
            while (System.nanoTime() < end) {
              if (client.sendAsync(request, BodyHandlers.ofString()).join().statusCode() == 200) {
                counted.incrementAndGet();
              }
            }
          });
    }
    threads.shutdown();
    threads.awaitTermination(seconds + 60, TimeUnit.SECONDS);
    return counted.get() * 1e9 / (System.nanoTime() - start);
  }

  private LoadResult load(double perSecond, int seconds) throws InterruptedException {
    LoadResult result = new LoadResult();
    Phaser open = new Phaser(1);
    List<Double> gaps = gaps(perSecond, seconds);
    long due = System.nanoTime();
    for (double gap : gaps) {
      due += Math.round(1e9 * gap);
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      long sent = due;
      open.register();
      var unused =
          client
              .sendAsync(request, BodyHandlers.ofString())
              .handle(
                  (answer, problem) -> {
                    result.add(answer == null ? 0 : answer.statusCode(), System.nanoTime() - sent);
                    return open.arriveAndDeregister();
                  });
    }
    open.arriveAndAwaitAdvance();
    return result;
  }

  /** Exponential, as between the arrivals of a Poisson process. */
  private static List<Double> gaps(double perSecond, int seconds) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Double> gaps = new ArrayList<>();
    double time = 0;
    while (time < seconds) {
      double gap = -Math.log(1 - random.nextDouble()) / perSecond;
      gaps.add(gap);
      time += gap;
    }
    return gaps;
  }
}
