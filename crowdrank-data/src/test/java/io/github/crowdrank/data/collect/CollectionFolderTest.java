package io.github.crowdrank.data.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.reader.ImageFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The folder of a collection through interrupts, kills and damage. */
class CollectionFolderTest extends LocalCollections {
  /** Where Linux shows what this process has open. */
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @Test
  void a_run_that_is_interrupted_ends_whole_and_goes_on() throws Exception {
    Catalogue catalogue = catalogue();
    for (int i = 1; i <= 5; i++) {
      catalogue.commons(i, photo(i));
    }
    web.at(API, catalogue.commonsPage());
    CollectionListener interrupting =
        new CollectionListener() {
          @Override
          public void onKept(CollectedImage image, CollectionProgress progress) {
            if (progress.kept() == 2) {
              Thread.currentThread().interrupt();
            }
          }
        };

    CollectionReport cut = builder("Crowded").listener(interrupting).build().run();
    assertThat(Thread.interrupted()).isTrue();

    assertThat(cut.ending()).isEqualTo(CollectionReport.Ending.INTERRUPTED);
    assertThat(cut.kept()).isEqualTo(2);
    assertThat(manifest().images()).hasSize(2);
    CollectionReport rest = builder("Crowded").build().run();
    assertThat(rest.ending()).isEqualTo(CollectionReport.Ending.COMPLETED);
    assertThat(rest.kept()).isEqualTo(3);
    assertThat(web.requests("/commons/2.jpg")).isEqualTo(1);
  }

  private void collectThree() throws IOException {
    web.at(
        API,
        catalogue().commons(1, photo(1)).commons(2, photo(2)).commons(3, photo(3)).commonsPage());
    builder("Crowded").build().run();
  }

  /** What a process that is killed at the worst moments leaves behind. */
  @Test
  void what_a_killed_process_left_behind_is_mended() throws Exception {
    collectThree();
    CollectionManifest whole = manifest();
    Path file = folder.resolve(CollectionManifest.FILE);
    byte[] lines = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(lines, lines.length - 40));
    Files.write(folder.resolve(whole.images().get(0).file()), new byte[] {1, 2, 3});
    Files.delete(folder.resolve(whole.images().get(1).file()));
    Path half =
        folder.resolve("." + whole.images().get(2).file() + "." + UUID.randomUUID() + ".part");
    Files.writeString(half, "half");
    Path foreign = Files.writeString(folder.resolve(".download.part"), "somebody else's");
    assertThat(manifest().images()).hasSize(2);

    CollectionReport report = builder("Crowded").build().run();

    assertThat(report.kept()).isEqualTo(3);
    assertThat(half).doesNotExist();
    assertThat(foreign).exists();
    assertThat(manifest().images()).hasSize(3);
    assertThat(manifest().images())
        .extracting(CollectedImage::sha256)
        .containsExactlyInAnyOrderElementsOf(
            whole.images().stream().map(CollectedImage::sha256).toList());
    assertThat(ImageFolder.open(folder).size()).isEqualTo(3);
  }

  @Test
  void a_picture_that_cannot_be_read_leaves_nothing_open_and_the_folder_free() throws Exception {
    collectThree();
    CollectedImage first = manifest().images().get(0);
    Path picture = folder.resolve(first.file());
    long tooLong = 1L << 31;
    try (RandomAccessFile hole = new RandomAccessFile(picture.toFile(), "rw")) {
      hole.setLength(tooLong);
    }
    Path file = folder.resolve(CollectionManifest.FILE);
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("\"bytes\":" + first.bytes() + "\\b", "\"bytes\":" + tooLong));

    // More than once, for a collection of garbage would close what was left open.
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> ImageStore.open(folder)).isInstanceOf(OutOfMemoryError.class);
      try (Stream<Path> open = Files.exists(OPEN_FILES) ? Files.list(OPEN_FILES) : Stream.of()) {
        assertThat(open.filter(it -> isManifest(it, file))).isEmpty();
      }
    }
    Files.delete(picture);
    assertThat(builder("Crowded").build().run().kept()).isEqualTo(1);
  }

  private static boolean isManifest(Path descriptor, Path manifest) {
    try {
      return Files.isSameFile(descriptor, manifest);
    } catch (IOException e) {
      // It has been closed since they were listed.
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource
  void a_line_of_the_manifest_that_is_unsound_is_named(String from, String to, String message)
      throws Exception {
    collectThree();
    Path file = folder.resolve(CollectionManifest.FILE);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(1, lines.get(1).replaceFirst(from, to));
    Files.write(file, lines);
    for (ThrowingCallable reading :
        List.<ThrowingCallable>of(this::manifest, () -> builder("Crowded").build().run())) {
      assertThatThrownBy(reading)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("manifest.jsonl: line 2 " + message);
    }
  }

  static Stream<Arguments> a_line_of_the_manifest_that_is_unsound_is_named() {
    return Stream.of(
        Arguments.of(
            "\"file\":\"", "\"file\":\"../", "has a file that is no plain file name: ../wiki"),
        Arguments.of(
            "\"width\":256", "\"width\":\"wide\"", "has a width that is no number: \"wide\""),
        Arguments.of("\"sha256\"", "\"sha\"", "has a sha256 that is no string: missing"),
        Arguments.of("\"time\":\"2026", "\"time\":\"x", "has a time that is none in ISO 8601: x"),
        Arguments.of(".*", "{\"dropped\":\"BORED\"}", "has a dropped that is no reason: BORED"),
        Arguments.of(".*", "{", "is no valid JSON"));
  }

  @Test
  void a_manifest_that_is_no_text_is_an_error() throws Exception {
    collectThree();
    Files.write(
        folder.resolve(CollectionManifest.FILE),
        "\u00e4\n".getBytes(StandardCharsets.ISO_8859_1),
        StandardOpenOption.APPEND);
    assertThatThrownBy(this::manifest).hasMessageContaining("no text in UTF-8");
  }

  @Test
  void a_folder_belongs_to_one_run_at_a_time() throws Exception {
    List<String> problems = new ArrayList<>();
    CollectionListener second =
        new CollectionListener() {
          @Override
          public void onKept(CollectedImage image, CollectionProgress progress) {
            assertThatThrownBy(() -> builder("Crowded").build().run())
                .isInstanceOf(IOException.class)
                .satisfies(problem -> problems.add(problem.getMessage()));
          }
        };
    web.at(API, catalogue().commons(1, photo(1)).commonsPage());
    builder("Crowded").listener(second).build().run();
    assertThat(problems).containsExactly(folder + " is in use by another collection");
    assertThat(builder("Crowded").build().run().kept()).isZero();
  }
}
