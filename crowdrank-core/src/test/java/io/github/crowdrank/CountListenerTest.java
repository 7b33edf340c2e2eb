package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.stream.Brightness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountListenerTest {
  @TempDir Path folder;

  /** Keeps what it is told. */
  private static final class Told implements CountListener {
    private final List<Object> events = new ArrayList<>();

    @Override
    public void onDecoded(DecodedImage image, Duration elapsed) {
      events.add("decoded");
    }

    @Override
    public void onCounted(CrowdEstimate estimate, Duration forward) {
      events.add("counted");
    }

    @Override
    public void onFailed(Throwable problem) {
      events.add(problem);
    }
  }

  private final Told told = new Told();

  private CrowdCounter counter() {
    return CrowdCounter.builder(Brightness.model())
        .engine(OneDnnEngine.create())
        .countListener(told)
        .build();
  }

  /** A way to count. */
  @FunctionalInterface
  private interface Count {
    void by(CrowdCounter counter) throws IOException;
  }

  @Test
  void an_interrupted_thread_is_told_that_and_not_what_is_wrong_with_the_picture()
      throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");
    List<Count> counts =
        List.of(
            counter -> counter.count(broken),
            counter -> counter.count(folder.resolve("missing.jpg")),
            counter -> counter.count(new byte[0]),
            counter -> counter.count(new ByteArrayInputStream(new byte[0])));
    try (CrowdCounter counter = counter()) {
      for (Count count : counts) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> count.by(counter)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
      }
    }
    assertThat(told.events).isEmpty();
  }

  @Test
  void a_thread_that_is_interrupted_while_it_decodes_hears_of_that_alone() {
    InputStream interrupting =
        new InputStream() {
          @Override
          public int read() throws IOException {
            Thread.currentThread().interrupt();
            throw new IOException("closed by an interrupt");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };
    try (CrowdCounter counter = counter()) {
      assertThatThrownBy(() -> counter.count(interrupting))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(told.events).isEmpty();
  }

  @Test
  void a_budget_that_is_too_small_is_a_failure_that_it_hears_of() {
    try (CrowdCounter counter = counter()) {
      assertThatThrownBy(() -> counter.estimate(RgbImage.of(4, 4, new byte[48]), 1))
          .isInstanceOf(MemoryBudgetException.class)
          .satisfies(problem -> assertThat(told.events).containsExactly(problem));
    }
  }
}
