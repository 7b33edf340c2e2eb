package io.github.crowdrank.stream;

import static io.github.crowdrank.stream.ListedFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.CountListener;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.image.ImageTooLargeException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CrowdStreamTest {
  private static final int WHITE = 255;
  private static final int BLACK = 0;

  private static CrowdCounter counter;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    counter = Brightness.counter();
  }

  @AfterAll
  static void close() {
    counter.close();
  }

  private static List<StreamCount> all(CrowdStream.Builder builder) {
    List<StreamCount> results = new ArrayList<>();
    try (CrowdStream stream = builder.build()) {
      stream.forEach(results::add);
    }
    return results;
  }

  private static ListedFrames recording(Object... given) {
    return new ListedFrames(false, false).opening(given);
  }

  @Test
  void every_frame_of_a_recording_is_counted_in_order_and_then_it_ends() {
    ListedFrames source = recording(frame(0, WHITE), frame(1, BLACK), frame(2, WHITE));

    List<StreamCount> results = all(CrowdStream.builder(counter, source));

    assertThat(results).extracting(StreamCount::number).containsExactly(1L, 2L, 3L);
    assertThat(results)
        .extracting(it -> Math.round(it.count().orElseThrow()))
        .containsExactly(100L, -100L, 100L);
    assertThat(results).extracting(StreamCount::time).contains(Instant.EPOCH.plusSeconds(2));
    assertThat(results).allMatch(it -> it.smoothed() == it.count().orElseThrow());
    assertThat(results).allMatch(it -> it.dropped() == 0 && it.reconnects() == 0);
    assertThat(source.closed()).isEqualTo(1);
  }

  @Test
  void smoothing_follows_the_formula_and_problems_leave_it_alone() {
    Frame broken = new Frame(Instant.EPOCH.plusSeconds(3), new Frame.Encoded(new byte[10]));
    ListedFrames source = recording(frame(0, BLACK), frame(2, WHITE), broken, frame(5, WHITE));

    List<StreamCount> results =
        all(CrowdStream.builder(counter, source).smoothing(Duration.ofSeconds(2)));

    double second = -100 + (1 - Math.exp(-1)) * 200;
    assertThat(results.get(0).smoothed()).isCloseTo(-100, within(1e-4));
    assertThat(results.get(1).smoothed()).isCloseTo(second, within(1e-4));
    assertThat(results.get(2).problem()).isNotNull();
    assertThat(results.get(2).smoothed()).isEqualTo(results.get(1).smoothed());
    assertThat(results.get(3).smoothed())
        .isCloseTo(second + (1 - Math.exp(-1.5)) * (100 - second), within(1e-4));
  }

  @Test
  void frames_that_are_left_out_are_not_even_decoded() {
    Frame broken = new Frame(Instant.EPOCH, new Frame.Encoded(new byte[10]));
    ListedFrames source =
        recording(frame(0, WHITE), broken, broken, frame(1, WHITE), broken, broken);

    List<StreamCount> results =
        all(CrowdStream.builder(counter, source).sampling(Sampling.everyNth(3)));

    assertThat(results).extracting(StreamCount::number).containsExactly(1L, 4L);
    assertThat(results).allMatch(it -> it.problem() == null && it.dropped() == 0);
  }

  @Test
  void a_live_source_drops_the_oldest_and_never_queues() throws Exception {
    Object[] frames = new Object[1000];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = frame(i, i % 256);
    }
    ListedFrames source = new ListedFrames(true, false).opening(frames);
    try (CrowdStream stream = CrowdStream.builder(counter, source).build()) {
      Iterator<StreamCount> results = stream.iterator();
      // All have come before the first is counted.
      source.awaitHandedOut(1001);

      StreamCount newest = results.next();

      assertThat(newest.number()).isEqualTo(1000);
      assertThat(newest.dropped()).isEqualTo(999);
      assertThat(results.hasNext()).isFalse();
      assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void a_failure_is_told_before_the_frames_after_it_however_many_there_are() throws Exception {
    ListedFrames source =
        new ListedFrames(true, true)
            .opening(frame(0, WHITE), new EOFException("first"))
            .opening(frame(1, WHITE), new EOFException("second"))
            .opening(frame(2, WHITE), new EOFException("third"));
    try (CrowdStream stream =
        CrowdStream.builder(counter, source)
            .backOff(new BackOff(Duration.ofNanos(1), Duration.ofNanos(1)))
            .build()) {
      Iterator<StreamCount> results = stream.iterator();
      source.awaitHandedOut(6);

      assertThat(results.next().problem()).hasMessage("first");
      assertThat(results.next().number()).isEqualTo(3);
    }
  }

  @Test
  void other_sources_wait_for_the_one_that_counts() throws Exception {
    ListedFrames source = recording(frame(0, 1), frame(1, 2), frame(2, 3), frame(3, 4));
    try (CrowdStream stream = CrowdStream.builder(counter, source).build()) {
      Iterator<StreamCount> results = stream.iterator();
      // One waits, one is held by the thread that reads.
      source.awaitHandedOut(2);

      assertThat(results.next().number()).isEqualTo(1);
      source.awaitHandedOut(1);
      for (long number = 2; number <= 4; number++) {
        assertThat(results.next().number()).isEqualTo(number);
      }
    }
  }

  @Test
  void frames_that_cannot_be_counted_are_results_like_any_other() throws Exception {
    Path missing = folder.resolve("missing.jpg");
    Path text = Files.writeString(folder.resolve("text.jpg"), "no picture");
    Path picture = Files.write(folder.resolve("picture.jpg"), Brightness.whiteJpeg(20, 20));
    Path large = Files.write(folder.resolve("large.jpg"), Brightness.whiteJpeg(21, 20));
    try (CrowdCounter limited = Brightness.counter(400, new CountListener() {})) {
      List<StreamCount> results =
          all(
              CrowdStream.builder(
                  limited, FrameSequence.of(List.of(missing, text, picture, large), 2)));

      assertThat(results.get(0).problem()).isInstanceOf(NoSuchFileException.class);
      assertThat(results.get(1).problem()).hasMessageContaining("text.jpg");
      assertThat(results.get(2).count().orElseThrow()).isCloseTo(400, within(4.0));
      assertThat(results.get(2).time()).isEqualTo(Instant.EPOCH.plusSeconds(1));
      assertThat(results.get(3).problem())
          .isInstanceOf(ImageTooLargeException.class)
          .hasMessageContaining("large.jpg");
      assertThat(results.get(3).frame())
          .isEqualTo(new Frame(Instant.EPOCH.plusMillis(1500), new Frame.File(large)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"onDecoded", "onCounted", "onFailed"})
  void what_a_listener_of_the_counter_throws_ends_it_as_it_is(String method) throws Exception {
    for (RuntimeException thrown :
        List.of(new IllegalArgumentException("enough"), new EngineException("of the listener"))) {
      CountListener listener =
          (CountListener)
              Proxy.newProxyInstance(
                  CountListener.class.getClassLoader(),
                  new Class<?>[] {CountListener.class},
                  (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                      throw thrown;
                    }
                    return null;
                  });
      byte[] picture =
          method.equals("onFailed") ? new byte[] {1, 2, 3} : Brightness.whiteJpeg(20, 20);
      Frame frame = new Frame(Instant.EPOCH, new Frame.Encoded(picture));
      try (CrowdCounter telling = Brightness.counter(400, listener);
          CrowdStream stream = CrowdStream.builder(telling, recording(frame)).build()) {
        assertThatThrownBy(() -> stream.iterator().hasNext()).isSameAs(thrown);
      }
    }
  }

  @Test
  void what_the_tile_listener_of_the_counter_throws_ends_it_as_it_is() {
    IllegalArgumentException thrown = new IllegalArgumentException("enough");
    try (CrowdCounter telling =
            CrowdCounter.builder(Brightness.model())
                .engine(OneDnnEngine.create())
                .tileListener(
                    (done, total) -> {
                      throw thrown;
                    })
                .build();
        CrowdStream stream = CrowdStream.builder(telling, recording(frame(0, WHITE))).build()) {
      assertThatThrownBy(() -> stream.iterator().hasNext()).isSameAs(thrown);
    }
  }

  @Test
  void a_recording_ends_with_its_first_failure() {
    ListedFrames source = recording(frame(0, WHITE), new EOFException("cut"), frame(1, WHITE));

    List<StreamCount> results = all(CrowdStream.builder(counter, source));

    assertThat(results).hasSize(2);
    assertThat(results.get(1).problem()).hasMessage("cut");
    assertThat(results.get(1).frame()).isNull();
    assertThat(source.opened()).isEqualTo(1);
    assertThat(source.closed()).isEqualTo(1);
  }

  @Test
  void a_source_without_memory_for_a_frame_is_opened_again() {
    ListedFrames source =
        new ListedFrames(false, true)
            .opening(frame(0, WHITE), new OutOfMemoryError("Java heap space"))
            .opening(frame(1, WHITE), new IllegalStateException("a bug"));
    List<StreamCount> results = new ArrayList<>();
    try (CrowdStream stream = CrowdStream.builder(counter, source).time(new FakeTime()).build()) {
      assertThatThrownBy(() -> stream.forEach(results::add)).hasMessageContaining("a bug");
    }

    assertThat(results).hasSize(3);
    assertThat(results.get(1).problem()).hasMessage("there is no memory for a frame; raise -Xmx");
    assertThat(results.get(2).number()).isEqualTo(2);
  }

  @Test
  void an_endless_source_is_opened_again_later_and_later_until_a_frame_comes() {
    FakeTime time = new FakeTime();
    ListedFrames source =
        new ListedFrames(false, true)
            .opening(new IOException("first"))
            .opening(new IOException("second"))
            .opening(new IOException("third"))
            .opening(frame(0, WHITE))
            .opening(new IOException("fourth"))
            .opening(frame(1, BLACK), new IllegalStateException("a bug"));
    Duration second = Duration.ofSeconds(1);
    List<StreamCount> results = new ArrayList<>();
    try (CrowdStream stream =
        CrowdStream.builder(counter, source)
            .backOff(new BackOff(second, second.multipliedBy(3)))
            .random(new SplittableRandom(1))
            .time(time)
            .build()) {
      assertThatThrownBy(() -> stream.forEach(results::add))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a bug");
    }

    // After failures in a row: 1, 2, 3 and, a frame having come, 1 and 2; less up to a half.
    double[] longest = {1, 2, 3, 1, 2};
    assertThat(time.sleeps()).hasSize(longest.length);
    for (int i = 0; i < longest.length; i++) {
      assertThat(time.sleeps().get(i).toNanos() / 1e9).isBetween(longest[i] / 2, longest[i]);
    }
    assertThat(results)
        .filteredOn(it -> it.frame() != null)
        .extracting(StreamCount::number)
        .containsExactly(1L, 2L);
    StreamCount last = results.get(results.size() - 1);
    assertThat(last.reconnects()).isEqualTo(5);
    assertThat(source.closed()).isEqualTo(6);
  }

  @Test
  void it_can_be_gone_through_once_and_closed_before_and_twice() {
    CrowdStream stream = CrowdStream.builder(counter, recording(frame(0, WHITE))).build();
    Iterator<StreamCount> results = stream.iterator();
    assertThat(results.hasNext()).isTrue();
    assertThat(results.hasNext()).isTrue();
    assertThatThrownBy(stream::iterator)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("once");
    stream.close();
    stream.close();
    results.next();
    assertThat(results.hasNext()).isFalse();

    CrowdStream early = CrowdStream.builder(counter, recording(frame(0, WHITE))).build();
    early.close();
    assertThat(early.iterator().hasNext()).isFalse();
  }

  @Test
  void an_interrupt_and_a_closed_counter_end_it() {
    ListedFrames silent = new ListedFrames(false, true);
    try (CrowdStream stream =
        CrowdStream.builder(counter, silent)
            .backOff(new BackOff(Duration.ofDays(1), Duration.ofDays(1)))
            .build()) {
      Iterator<StreamCount> results = stream.iterator();
      assertThat(results.next().problem()).hasMessage("nothing more to open");
      Thread.currentThread().interrupt();
      assertThatThrownBy(results::hasNext).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    CrowdCounter closed = Brightness.counter();
    closed.close();
    assertThatThrownBy(() -> all(CrowdStream.builder(closed, recording(frame(0, WHITE)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void an_interrupted_thread_does_not_go_on_through_broken_files() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");
    FrameSequence source = FrameSequence.of(List.of(broken, broken, broken), 1);
    try (CrowdStream stream = CrowdStream.builder(counter, source).build()) {
      Iterator<StreamCount> results = stream.iterator();
      assertThat(results.next().problem()).hasMessageContaining("broken.jpg");
      Thread.currentThread().interrupt();

      assertThatThrownBy(results::hasNext).isInstanceOf(CancellationException.class);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(results.next().number()).isEqualTo(2);
    }
  }

  @Test
  void choices_are_checked() {
    CrowdStream.Builder builder = CrowdStream.builder(counter, recording());
    assertThatThrownBy(() -> builder.smoothing(Duration.ofSeconds(-1)))
        .hasMessageContaining("PT-1S");
    assertThatThrownBy(() -> Sampling.everyNth(0)).hasMessageContaining("0");
    assertThatThrownBy(() -> Sampling.perSecond(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("PT2S");
    assertThatThrownBy(() -> FrameSequence.of(List.of(), 0)).hasMessageContaining("0");
  }
}
