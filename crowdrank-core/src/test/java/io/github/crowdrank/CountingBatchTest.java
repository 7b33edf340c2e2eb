package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.image.DecodedImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountingBatchTest {
  @TempDir private static Path folder;
  private static final CrowdCounter COUNTER =
      CrowdCounter.builder(BundledModel.COMPACT.load()).engine(OneDnnEngine.create()).build();
  private static final List<Path> PICTURES = new ArrayList<>();

  @BeforeAll
  static void paint() throws IOException {
    for (int i = 0; i < 6; i++) {
      BufferedImage picture = new BufferedImage(40 + 17 * i, 64, BufferedImage.TYPE_3BYTE_BGR);
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.setRGB(x, (x * (i + 3)) % 64, 0xff8040 + x);
      }
      Path file = folder.resolve(i + ".png");
      ImageIO.write(picture, "png", file.toFile());
      PICTURES.add(file);
    }
  }

  @AfterAll
  static void close() {
    COUNTER.close();
  }

  @Test
  void results_come_in_order_and_what_cannot_be_read_is_one_of_them() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");
    Path missing = folder.resolve("missing.jpg");
    List<Path> files = new ArrayList<>(PICTURES);
    files.add(1, broken);
    files.add(missing);
    for (int lookAhead : new int[] {1, 2, 100}) {
      List<FileCount> results;
      try (Stream<FileCount> stream = COUNTER.countAll(files.stream(), lookAhead)) {
        results = stream.toList();
      }

      assertThat(results).extracting(FileCount::file).isEqualTo(files);
      assertThatThrownBy(results.get(1)::orThrow)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("broken.jpg");
      assertThat(((FileCount.Failed) results.get(7)).problem())
          .isInstanceOf(NoSuchFileException.class);
      for (FileCount result : results) {
        if (result instanceof FileCount.Counted counted) {
          assertThat(counted.estimate().density())
              .isEqualTo(COUNTER.estimate(result.file()).density());
        }
      }
    }
  }

  @Test
  void paths_are_pulled_as_they_are_needed_and_may_never_end() {
    AtomicInteger pulled = new AtomicInteger();
    AtomicBoolean closed = new AtomicBoolean();
    Stream<Path> endless =
        Stream.generate(() -> PICTURES.get(pulled.getAndIncrement() % PICTURES.size()))
            .onClose(() -> closed.set(true));
    try (Stream<FileCount> results = COUNTER.countAll(endless, 3)) {
      Iterator<FileCount> iterator = results.iterator();
      assertThat(pulled).hasValue(0);
      for (int i = 0; i < 10; i++) {
        assertThat(iterator.next().file()).isEqualTo(PICTURES.get(i % PICTURES.size()));
        // What was counted, three ahead, and one that a stream's iterator looks for.
        assertThat(pulled.get()).isLessThanOrEqualTo(i + 1 + 3 + 1);
      }
    }
    assertThat(closed).isTrue();
    int after = pulled.get();
    assertThat(COUNTER.countAll(Stream.<Path>empty())).isEmpty();
    assertThat(pulled).hasValue(after);
  }

  @Test
  void a_parallel_stream_gives_the_same() {
    try (Stream<FileCount> results = COUNTER.countAll(PICTURES.stream()).parallel()) {
      assertThat(results.map(FileCount::file).toList()).isEqualTo(PICTURES);
    }
  }

  @Test
  void no_thread_is_left_whether_the_stream_is_read_to_its_end_closed_or_forgotten()
      throws Exception {
    try (Stream<FileCount> results = COUNTER.countAll(PICTURES.stream())) {
      assertThat(results.count()).isEqualTo(6);
    }
    try (Stream<FileCount> results = COUNTER.countAll(PICTURES.stream())) {
      assertThat(results.limit(1).toList()).hasSize(1);
    }
    @SuppressWarnings("StreamResourceLeak") // the point of it
    List<FileCount> first = COUNTER.countAll(PICTURES.stream()).limit(1).toList();
    assertThat(first).hasSize(1);

    for (int i = 0; i < 300 && decoders() > 0; i++) {
      Thread.sleep(100);
    }
    assertThat(decoders()).isZero();
  }

  private static long decoders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("crowdrank-decoder"))
        .count();
  }

  @Test
  void an_interrupt_ends_the_batch_and_a_look_ahead_is_positive() {
    Thread.currentThread().interrupt();
    try (Stream<FileCount> results = COUNTER.countAll(PICTURES.stream())) {
      assertThatThrownBy(results::toList)
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining("0.png");
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(() -> COUNTER.countAll(Stream.empty(), 0).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("look-ahead");
  }

  /** A file whose decoding does not end before the semaphore lets it. */
  private static Path stuck(Semaphore let) {
    return (Path)
        Proxy.newProxyInstance(
            Path.class.getClassLoader(),
            new Class<?>[] {Path.class},
            (path, method, arguments) -> {
              if (method.getName().equals("toString")) {
                return "stuck.png";
              }
              let.acquireUninterruptibly();
              throw new IllegalStateException("let go");
            });
  }

  @Test
  void closing_ends_the_wait_of_another_thread_and_every_later_pull() throws Exception {
    Semaphore let = new Semaphore(0);
    List<Path> files = new ArrayList<>(List.of(stuck(let), stuck(let)));
    files.addAll(PICTURES);
    ExecutorService puller = Executors.newSingleThreadExecutor();
    Stream<FileCount> results = COUNTER.countAll(files.stream(), 5);
    try {
      Iterator<FileCount> iterator = results.iterator();
      Future<FileCount> first = puller.submit(iterator::next);
      for (int i = 0; i < 300 && let.getQueueLength() < 2; i++) {
        Thread.sleep(100);
      }
      assertThat(let.getQueueLength()).isEqualTo(2);

      results.close();

      assertThatThrownBy(() -> first.get(1, TimeUnit.MINUTES))
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the stream of counts is closed");
      Future<FileCount> later = puller.submit(iterator::next);
      assertThatThrownBy(() -> later.get(1, TimeUnit.MINUTES))
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the stream of counts is closed");
    } finally {
      let.release(2);
      puller.shutdownNow();
    }
  }

  @Test
  void what_the_stream_of_paths_throws_is_no_pictures_fault() {
    for (Throwable thrown :
        List.of(new IllegalArgumentException("no third path"), new OutOfMemoryError("of paths"))) {
      Stream<Path> paths =
          Stream.of(0, 1, 2, 3)
              .map(i -> i < 2 ? PICTURES.get(i) : CountingBatchTest.<Path, Error>thrower(thrown));
      List<FileCount> before = new ArrayList<>();
      try (Stream<FileCount> results = COUNTER.countAll(paths, 1)) {
        assertThatThrownBy(() -> results.forEach(before::add)).isSameAs(thrown);
      }
      assertThat(before).hasSize(1).hasOnlyElementsOfType(FileCount.Counted.class);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws it undeclared
  private static <R, T extends Throwable> R thrower(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void what_the_tile_listener_throws_ends_the_count() {
    for (Throwable thrown :
        List.of(new IllegalArgumentException("enough"), new OutOfMemoryError("of tiles"))) {
      try (CrowdCounter counter =
              CrowdCounter.builder(BundledModel.COMPACT.load())
                  .tileListener((done, total) -> thrower(thrown))
                  .build();
          Stream<FileCount> results = counter.countAll(PICTURES.stream())) {
        assertThatThrownBy(results::toList).isSameAs(thrown);
      }
    }
  }

  /** A listener that throws in one of its methods. */
  private static CountListener throwing(String method, Throwable thrown) {
    return new CountListener() {
      private void told(String by) {
        if (by.equals(method)) {
          CountingBatchTest.<Void, Error>thrower(thrown);
        }
      }

      @Override
      public void onDecoded(DecodedImage image, Duration elapsed) {
        told("onDecoded");
      }

      @Override
      public void onCounted(CrowdEstimate estimate, Duration forward) {
        told("onCounted");
      }

      @Override
      public void onFailed(Throwable problem) {
        told("onFailed");
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"onDecoded", "onCounted", "onFailed"})
  void what_the_count_listener_throws_ends_the_count_as_it_is(String method) throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");
    List<Path> files = List.of(method.equals("onFailed") ? broken : PICTURES.get(0));
    for (Throwable thrown :
        List.of(
            new IllegalArgumentException("enough"),
            new EngineException("of the listener"),
            new IOException("of the listener"),
            new OutOfMemoryError("of the listener"))) {
      // Of the network of the other tests, so it is not closed.
      CrowdCounter counter = COUNTER.with(throwing(method, thrown));
      try (Stream<FileCount> results = counter.countAll(files.stream())) {
        assertThatThrownBy(results::toList).isSameAs(thrown);
      }
      assertThatThrownBy(() -> counter.count(files.get(0))).isSameAs(thrown);
    }
  }

  @Test
  void a_listener_is_told_once_of_each_picture_by_the_thread_that_pulls() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");
    List<String> told = new ArrayList<>();
    CountListener listener =
        new CountListener() {
          private void told(String what) {
            told.add(Thread.currentThread().getName() + " " + what);
          }

          @Override
          public void onDecoded(DecodedImage image, Duration elapsed) {
            told("decoded " + image.image().width());
          }

          @Override
          public void onCounted(CrowdEstimate estimate, Duration forward) {
            told("counted");
          }

          @Override
          public void onFailed(Throwable problem) {
            told("failed");
          }
        };
    String here = Thread.currentThread().getName();

    try (Stream<FileCount> results =
        COUNTER.telling(listener).countAll(Stream.of(PICTURES.get(0), broken, PICTURES.get(1)))) {
      assertThat(results.count()).isEqualTo(3);
    }

    assertThat(told)
        .containsExactly(
            here + " decoded 40",
            here + " counted",
            here + " failed",
            here + " decoded 57",
            here + " counted");
  }

  @Test
  void a_file_that_makes_the_decoder_fail_does_not_keep_the_others_from_being_counted()
      throws Exception {
    Path inArchive;
    try (FileSystem archive =
        FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
      inArchive = Files.copy(PICTURES.get(0), archive.getPath("gone.png"));
    }
    try (Stream<FileCount> stream = COUNTER.countAll(Stream.of(inArchive, PICTURES.get(1)))) {
      List<FileCount> results = stream.toList();

      assertThatThrownBy(results.get(0)::orThrow)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("gone.png")
          .hasCauseInstanceOf(ClosedFileSystemException.class);
      assertThat(results.get(1)).isInstanceOf(FileCount.Counted.class);
    }
  }

  @Test
  void a_closed_counter_ends_the_batch() {
    CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT);
    try (Stream<FileCount> results = counter.countAll(PICTURES.stream())) {
      counter.close();
      assertThatThrownBy(results::toList)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }
}
