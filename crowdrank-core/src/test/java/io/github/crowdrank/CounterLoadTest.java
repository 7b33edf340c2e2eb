package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.density.DensityMap;
import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.engine.dl4j.Dl4jEngine;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.hardening.HardeningPart;
import io.github.crowdrank.hardening.Soak;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.CrowdModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One counter under many threads, closed and interrupted in use, and for a long time. */
@Tag(HardeningPart.TAG)
class CounterLoadTest {
  private static final CrowdModel MODEL = BundledModel.COMPACT.load();
  private static final int THREADS = 64;

  static Stream<Engine> engines() {
    return Stream.of(OneDnnEngine.create(), Dl4jEngine.create());
  }

  private static CrowdCounter counter(Engine engine) {
    return CrowdCounter.builder(MODEL).engine(engine).memoryBudget(4L << 30).build();
  }

  @Test
  void sixty_four_threads_get_bit_for_bit_what_one_gets() throws Exception {
    HardeningPart part =
        HardeningPart.begin("counter-threads", "64 threads, 32 sizes, one CrowdCounter");
    int each = part.cases(1_000, 3);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (CrowdCounter counter = counter(OneDnnEngine.create())) {
      List<DensityMap> serial =
          IntStream.range(0, CounterLoad.SIZES)
              .mapToObj(i -> counter.estimate(CounterLoad.image(i)).density())
              .toList();
      List<Future<Integer>> callers = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        callers.add(threads.submit(() -> mismatches(counter, serial, first, each)));
      }
      for (Future<Integer> caller : callers) {
        assertThat(caller.get()).isZero();
        for (int i = 0; i < each; i++) {
          part.ran("", 0);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    part.end("no density map differs by a bit from the serial one");
  }

  private static int mismatches(
      CrowdCounter counter, List<DensityMap> serial, int first, int counts) {
    int mismatches = 0;
    for (int i = 0; i < counts; i++) {
      int number = (first + i) % CounterLoad.SIZES;
      DensityMap density = counter.estimate(CounterLoad.image(number)).density();
      mismatches += density.equals(serial.get(number)) ? 0 : 1;
    }
    return mismatches;
  }

  @ParameterizedTest
  @MethodSource("engines")
  void closed_in_use_every_caller_gets_a_result_or_is_told(Engine engine) throws Exception {
    String name = engine instanceof OneDnnEngine ? "onednn" : "dl4j";
    HardeningPart part =
        HardeningPart.begin("counter-close-" + name, "A counter closed in use, " + name);
    int rounds = part.cases(100, 2);
    for (int round = 0; round < rounds; round++) {
      int after = round % 8;
      part.run("round " + round, () -> closeInUse(engine, after));
    }
    part.end("each of 8 callers got right results, then IllegalStateException: closed");
  }

  @SuppressWarnings("try") // closed early on purpose: it is what is tested
  private static void closeInUse(Engine engine, int after) throws Exception {
    RgbImage image = CounterLoad.image(0);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (CrowdCounter counter = counter(engine)) {
      double expected = counter.estimate(image).count();
      CountDownLatch counted = new CountDownLatch(after);
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        callers.add(
            threads.submit(
                () -> {
                  while (true) {
                    assertThat(counter.estimate(image).count()).isEqualTo(expected);
                    counted.countDown();
                  }
                }));
      }
      counted.await();
      counter.close();
      for (Future<?> caller : callers) {
        assertThatThrownBy(caller::get)
            .hasCauseExactlyInstanceOf(IllegalStateException.class)
            .hasMessageContaining("is closed");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** The picture takes the engine hundreds of times as long as the interruption. */
  @ParameterizedTest
  @MethodSource("engines")
  void interrupted_a_count_ends_and_others_do_not(Engine engine) throws Exception {
    RgbImage large = CounterLoad.image(1600, 1600, 1);
    RgbImage small = CounterLoad.image(3);
    try (CrowdCounter counter = counter(engine)) {
      DensityMap expected = counter.estimate(small).density();
      AtomicReference<Object> largeEnd = new AtomicReference<>();
      AtomicReference<Object> waitingEnd = new AtomicReference<>();
      Thread counting = thread(counter, large, largeEnd);
      Thread waiting = thread(counter, small, waitingEnd);
      counting.start();
      Thread.sleep(5);
      waiting.start();
      waiting.interrupt();
      waiting.join();
      counting.interrupt();
      counting.join();

      assertThat(waitingEnd.get()).isInstanceOf(CancellationException.class);
      assertThat(largeEnd.get()).isInstanceOf(CancellationException.class);
      assertThat(counter.estimate(small).density()).isEqualTo(expected);
    }
  }

  /** Notes the count or what is thrown, which has to leave the thread interrupted. */
  private static Thread thread(CrowdCounter counter, RgbImage image, AtomicReference<Object> end) {
    return new Thread(
        () -> {
          try {
            end.set(counter.estimate(image).count());
          } catch (RuntimeException e) {
            end.set(Thread.currentThread().isInterrupted() ? e : "the interrupt was lost");
          }
        });
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void after_a_while_nothing_grows(@TempDir Path folder) throws Exception {
    HardeningPart part = HardeningPart.begin("counter-soak", "10,000 counts of 32 sizes");
    int warmUp = part.cases(2_000, 320) / CounterSoak.ROUND;
    int rounds = part.cases(10_000, 200) / CounterSoak.ROUND;
    Soak.Growth growth =
        Soak.Growth.of(
            ChildJvm.run(
                Files.createDirectories(folder),
                CounterSoak.class,
                entry -> true,
                Soak.jvmOptions("128m"),
                Integer.toString(warmUp),
                Integer.toString(rounds)));
    for (int i = 0; i < rounds * CounterSoak.ROUND; i++) {
      part.ran("", 0);
    }

    assertThat(growth.files()).as("more open files").isZero();
    assertThat(growth.objects()).as("more native objects").isZero();
    // Two hundred counts say little of a thousand: a leak of one picture's buffer would be 30 MiB.
    assertThat(growth.mebibytes())
        .as("MiB per 1,000 counts")
        .isLessThan(HardeningPart.isFull() ? 1 : 100);
    part.end(growth.toString());
  }
}
