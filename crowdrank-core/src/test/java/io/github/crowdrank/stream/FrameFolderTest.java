package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.CrowdCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FrameFolderTest {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @TempDir Path folder;
  private final Queue<Happening> meanwhile = new ArrayDeque<>();

  /** What happens in the folder while a listing is waited for. */
  @FunctionalInterface
  private interface Happening {
    void happen() throws IOException;
  }

  /** Each wait is when the next thing happens. */
  private final StreamTime time =
      new StreamTime() {
        @Override
        public Instant now() {
          return Instant.EPOCH;
        }

        @Override
        public void sleep(Duration duration) {
          assertThat(duration).isEqualTo(INTERVAL);
          try {
            meanwhile.remove().happen();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private FrameReader reader() throws IOException {
    return new FrameFolder(folder, INTERVAL, time).open();
  }

  private Path write(String name, String content, long second) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    return file;
  }

  private static void assertNext(FrameReader reader, Path file, long second) throws Exception {
    assertThat(reader.next())
        .isEqualTo(new Frame(Instant.ofEpochSecond(second), new Frame.File(file)));
  }

  @Test
  void a_link_that_leads_nowhere_keeps_no_picture_from_being_read() throws Exception {
    Files.createSymbolicLink(folder.resolve("circle.jpg"), folder.resolve("circle.jpg"));
    Files.createSymbolicLink(folder.resolve("gone.jpg"), folder.resolve("nothing.jpg"));
    Path picture = write("picture.jpg", "picture", 1);
    meanwhile.add(() -> {});

    assertNext(reader(), picture, 1);
  }

  @Test
  void files_come_in_the_order_in_which_they_were_written_and_then_new_ones() throws Exception {
    Path late = write("a.jpg", "late", 30);
    Path early = write("z.jpg", "early", 10);
    Path same = write("m.jpg", "same", 10);
    Files.createDirectory(folder.resolve("subfolder"));
    meanwhile.add(() -> {});
    meanwhile.add(() -> write("b.jpg", "next", 5));
    meanwhile.add(() -> {});
    FrameReader reader = reader();

    assertNext(reader, same, 10);
    assertNext(reader, early, 10);
    assertNext(reader, late, 30);
    assertNext(reader, folder.resolve("b.jpg"), 5);
    assertThat(meanwhile).isEmpty();
  }

  @Test
  void a_file_is_left_alone_while_it_grows() throws Exception {
    Path file = write("growing.jpg", "a", 1);
    meanwhile.add(() -> Files.writeString(file, "b", StandardOpenOption.APPEND));
    meanwhile.add(() -> Files.writeString(file, "c", StandardOpenOption.APPEND));
    meanwhile.add(() -> write("growing.jpg", "rewritten in place, of another size", 2));
    meanwhile.add(() -> {});

    assertNext(reader(), file, 2);
    assertThat(meanwhile).isEmpty();
  }

  @Test
  void a_file_that_was_seen_just_now_has_not_settled_because_another_one_was_taken()
      throws Exception {
    Path whole = write("whole.jpg", "whole", 1);
    meanwhile.add(() -> write("growing.jpg", "half", 2));
    FrameReader reader = reader();
    assertNext(reader, whole, 1);

    meanwhile.add(() -> write("growing.jpg", "half and half", 3));
    meanwhile.add(() -> {});
    assertNext(reader, folder.resolve("growing.jpg"), 3);
    assertThat(meanwhile).isEmpty();
  }

  @Test
  void a_file_that_is_written_anew_while_it_waits_for_its_turn_waits_again() throws Exception {
    Path first = write("1.jpg", "first", 1);
    Path second = write("2.jpg", "second", 2);
    Path third = write("3.jpg", "third", 3);
    meanwhile.add(() -> {});
    FrameReader reader = reader();
    assertNext(reader, first, 1);

    write("2.jpg", "half", 4);
    Files.delete(third);
    meanwhile.add(() -> write("2.jpg", "second, written anew", 5));
    meanwhile.add(() -> {});
    assertNext(reader, second, 5);
    assertThat(meanwhile).isEmpty();
  }

  @Test
  void what_is_temporary_or_gone_again_is_never_taken() throws Exception {
    write(".hidden.jpg", "x", 1);
    write("a.jpg.part", "x", 1);
    write("a.jpg.TMP", "x", 1);
    Path gone = write("gone.jpg", "x", 1);
    Path whole = folder.resolve("a.jpg");
    meanwhile.add(() -> Files.delete(gone));
    meanwhile.add(() -> Files.move(folder.resolve("a.jpg.part"), whole));
    meanwhile.add(() -> {});

    assertNext(reader(), whole, 1);
    assertThat(meanwhile).isEmpty();
  }

  @Test
  void only_files_with_the_names_of_pictures_are_taken() throws Exception {
    for (String other : List.of("Thumbs.db", "manifest.tsv", "a.csv", "b.jpg.txt", "jpg")) {
      write(other, "x", 1);
    }
    List<Path> pictures = new ArrayList<>();
    for (String ending : List.of("jpg", "JPEG", "png", "Gif", "bmp", "tif", "TIFF", "webp")) {
      pictures.add(write(pictures.size() + "." + ending, "x", 2 + pictures.size()));
    }
    meanwhile.add(() -> {});
    FrameReader reader = reader();

    for (Path picture : pictures) {
      assertNext(reader, picture, 2 + pictures.indexOf(picture));
    }
    assertThat(meanwhile).isEmpty();
  }

  @Test
  void a_file_that_is_written_anew_is_a_new_frame_and_others_are_not_taken_twice()
      throws Exception {
    Path snapshot = write("snapshot.jpg", "one", 1);
    write("other.jpg", "other", 0);
    meanwhile.add(() -> {});
    meanwhile.add(() -> {});
    meanwhile.add(() -> write("snapshot.jpg", "two", 2));
    meanwhile.add(() -> {});
    FrameReader reader = reader();

    assertNext(reader, folder.resolve("other.jpg"), 0);
    assertNext(reader, snapshot, 1);
    assertNext(reader, snapshot, 2);
    assertThat(meanwhile).isEmpty();
  }

  @Test
  void a_stream_waits_for_a_folder_that_comes_and_goes() throws Exception {
    Path mount = folder.resolve("mount");
    try (CrowdCounter counter = Brightness.counter();
        CrowdStream stream =
            CrowdStream.builder(counter, FrameFolder.of(mount, Duration.ofMillis(5)))
                .backOff(new BackOff(Duration.ofMillis(1), Duration.ofMillis(5)))
                .build()) {
      Iterator<StreamCount> results = stream.iterator();
      assertThat(results.next().problem()).isInstanceOf(NoSuchFileException.class);

      Files.createDirectory(mount);
      Path part = Files.write(folder.resolve("a"), Brightness.whiteJpeg(16, 16));
      Files.move(part, mount.resolve("a.jpg"));

      StreamCount counted = nextFrame(results);
      assertThat(counted.number()).isEqualTo(1);
      assertThat(Math.round(counted.count().orElseThrow())).isEqualTo(256);

      Files.delete(mount.resolve("a.jpg"));
      Files.delete(mount);
      assertThat(results.next().problem()).isInstanceOf(NoSuchFileException.class);
      Files.createDirectory(mount);
      Files.write(mount.resolve("b.jpg"), Brightness.whiteJpeg(8, 8));
      assertThat(nextFrame(results).number()).isEqualTo(2);
    }
  }

  @Test
  void what_a_closed_stream_had_not_handed_on_comes_again_in_its_turn() throws Exception {
    List<Path> pictures = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      pictures.add(write(i + ".jpg", "no picture", i));
    }
    FrameFolder source = FrameFolder.of(folder, Duration.ofMillis(5));
    try (CrowdCounter counter = Brightness.counter()) {
      CrowdStream first = CrowdStream.builder(counter, source).build();
      assertThat(file(first.iterator().next())).isEqualTo(pictures.get(0));
      // One waits to be counted, and the reader has one more for which there is no room.
      awaitFramesThread(Thread.State.WAITING);

      first.close();
      awaitFramesThread(Thread.State.TERMINATED);

      try (CrowdStream second = CrowdStream.builder(counter, source).build()) {
        Iterator<StreamCount> results = second.iterator();
        for (Path picture : pictures.subList(1, 5)) {
          assertThat(file(results.next())).isEqualTo(picture);
        }
        Path last = write("last.jpg", "no picture", 0);
        assertThat(file(results.next())).isEqualTo(last);
      }
    }
  }

  private static Path file(StreamCount result) {
    return ((Frame.File) Objects.requireNonNull(result.frame()).content()).path();
  }

  /** Where there is no such thread, it has ended. */
  private static void awaitFramesThread(Thread.State state) throws InterruptedException {
    while (Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("crowdrank-frames"))
            .map(Thread::getState)
            .findAny()
            .orElse(Thread.State.TERMINATED)
        != state) {
      Thread.sleep(2);
    }
  }

  private static StreamCount nextFrame(Iterator<StreamCount> results) {
    StreamCount result = results.next();
    while (result.frame() == null) {
      result = results.next();
    }
    return result;
  }

  @Test
  void what_is_no_folder_is_refused() throws IOException {
    Path file = write("file", "x", 1);
    assertThatThrownBy(() -> FrameFolder.of(file).open())
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file + ": is no folder");
    assertThatThrownBy(() -> FrameFolder.of(folder, Duration.ZERO)).hasMessageContaining("PT0S");
  }
}
