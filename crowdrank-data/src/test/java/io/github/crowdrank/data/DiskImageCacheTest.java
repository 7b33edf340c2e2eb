package io.github.crowdrank.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.process.JavaProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskImageCacheTest {
  private static final int IMAGES = 6;
  private static final long BYTES = PixelFile.HEADER + 3 * 80 * 64;

  @TempDir private Path temporary;
  private Path photos;
  private Path folder;
  private CountedImages images;

  private static CrowdDataset painted(long seed) {
    return painted(seed, IMAGES);
  }

  private static CrowdDataset painted(long seed, int size) {
    return SyntheticCrowd.builder()
        .size(80, 64)
        .people(2)
        .headSize(6, 12)
        .build()
        .dataset(size, seed);
  }

  @BeforeEach
  void write() throws IOException {
    photos = Files.createDirectory(temporary.resolve("photos"));
    folder = temporary.resolve("cache");
    for (int i = 0; i < IMAGES; i++) {
      write(painted(1).image(i), i);
    }
    images = new CountedImages(ImageFolder.open(photos));
  }

  private void write(RgbImage image, int index) throws IOException {
    ImageIO.write(image.toBufferedImage(), "png", photos.resolve(index + ".png").toFile());
  }

  private static void readAll(UnlabeledImages cached, UnlabeledImages expected) throws IOException {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(cached.image(i)).isEqualTo(expected.image(i));
    }
  }

  private List<Path> pixelFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".pixels")).sorted().toList();
    }
  }

  @Test
  void what_one_cache_decoded_the_next_one_reads() throws IOException {
    UnlabeledImages plain = ImageFolder.open(photos);
    readAll(DiskImageCache.of(folder, 1 << 20).cached(images), plain);
    DiskImageCache second = DiskImageCache.of(folder, 1 << 20);
    readAll(second.cached(images), plain);
    assertThat(images.reads()).hasValue(IMAGES);
    assertThat(second.usedBytes()).isEqualTo(IMAGES * BYTES);
  }

  @Test
  void the_budget_holds_and_what_exceeds_it_is_decoded_each_time() throws IOException {
    DiskImageCache cache = DiskImageCache.of(folder, 4 * BYTES + BYTES - 1);
    UnlabeledImages cached = cache.cached(images);
    for (int round = 0; round < 3; round++) {
      readAll(cached, ImageFolder.open(photos));
    }
    assertThat(images.reads()).hasValue(IMAGES + 2 + 2);
    assertThat(cache.usedBytes()).isEqualTo(4 * BYTES);
    UnlabeledImages none = DiskImageCache.of(temporary.resolve("none"), 0).cached(images);
    readAll(none, ImageFolder.open(photos));
    assertThat(temporary.resolve("none")).doesNotExist();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiskImageCache.of(folder, -1))
        .withMessageContaining("-1");
  }

  @ParameterizedTest(name = "byte {0}")
  @ValueSource(ints = {0, 7, 8, 39, 40, 43, 44, 47, 48, 51, 52, 3000, 15411})
  void a_byte_that_changed_is_noticed_and_the_file_made_anew(int at) throws IOException {
    UnlabeledImages cached = DiskImageCache.of(folder, 1 << 20).cached(images);
    readAll(cached, ImageFolder.open(photos));
    byte[] sound = Files.readAllBytes(pixelFiles().get(2));
    try (RandomAccessFile file = new RandomAccessFile(pixelFiles().get(2).toFile(), "rw")) {
      file.seek(at);
      file.write(sound[at] ^ 0x40);
    }
    readAll(cached, ImageFolder.open(photos));
    assertThat(images.reads()).hasValue(IMAGES + 1);
    assertThat(Files.readAllBytes(pixelFiles().get(2))).isEqualTo(sound);
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {0, 1, 51, 52, 53, 15411})
  void a_file_that_was_cut_is_made_anew(int length) throws IOException {
    UnlabeledImages cached = DiskImageCache.of(folder, 1 << 20).cached(images);
    readAll(cached, ImageFolder.open(photos));
    Path file = pixelFiles().get(0);
    byte[] sound = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(sound, length));
    readAll(cached, ImageFolder.open(photos));
    assertThat(Files.readAllBytes(file)).isEqualTo(sound);
  }

  @Test
  void a_photo_that_changed_is_decoded_anew_and_takes_the_place_of_the_old_one()
      throws IOException {
    DiskImageCache cache = DiskImageCache.of(folder, IMAGES * BYTES);
    readAll(cache.cached(images), ImageFolder.open(photos));
    Path changed = photos.resolve("3.png");
    write(painted(2).image(0), 3);
    Files.setLastModifiedTime(changed, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    readAll(cache.cached(images), ImageFolder.open(photos));
    readAll(cache.cached(images), ImageFolder.open(photos));
    assertThat(images.reads()).hasValue(IMAGES + 1);
    assertThat(cache.usedBytes()).isEqualTo(IMAGES * BYTES);
  }

  @Test
  void two_folders_of_equal_names_do_not_share_images() throws IOException {
    Path twin = Files.createDirectories(temporary.resolve("twin/photos"));
    for (int i = 0; i < IMAGES; i++) {
      ImageIO.write(
          painted(5).image(i).toBufferedImage(), "png", twin.resolve(i + ".png").toFile());
    }
    DiskImageCache cache = DiskImageCache.of(folder, 1 << 20);
    for (int round = 0; round < 2; round++) {
      readAll(cache.cached(images), ImageFolder.open(photos));
      readAll(cache.cached(ImageFolder.open(twin)), ImageFolder.open(twin));
    }
  }

  @Test
  void datasets_without_files_are_kept_by_their_names_and_keep_their_heads() throws IOException {
    CrowdDataset first = painted(1);
    CrowdDataset second = painted(2);
    DiskImageCache cache = DiskImageCache.of(folder, 1 << 20);
    for (int round = 0; round < 2; round++) {
      readAll(cache.cached(first).unlabeled(), first.unlabeled());
      readAll(cache.cached(second).unlabeled(), second.unlabeled());
    }
    assertThat(cache.usedBytes()).isEqualTo(2 * IMAGES * BYTES);
    assertThat(cache.cached(first).heads(4)).isEqualTo(first.heads(4));
  }

  @Test
  void the_folder_may_vanish_or_be_unusable() throws IOException {
    UnlabeledImages cached = DiskImageCache.of(folder, 1 << 20).cached(images);
    readAll(cached, ImageFolder.open(photos));
    for (Path file : pixelFiles()) {
      Files.delete(file);
    }
    Files.delete(folder.resolve(".lock"));
    Files.delete(folder);
    readAll(cached, ImageFolder.open(photos));
    assertThat(pixelFiles()).hasSize(IMAGES);
    Path noFolder = Files.writeString(temporary.resolve("file"), "x");
    readAll(DiskImageCache.of(noFolder, 1 << 20).cached(images), ImageFolder.open(photos));
  }

  @Test
  void what_a_killed_writer_left_is_removed() throws IOException {
    Files.createDirectories(folder);
    Path left = folder.resolve(".00.pixels.5f0c.part");
    Files.write(left, new byte[1 << 20]);
    DiskImageCache cache = DiskImageCache.of(folder, 1 << 20);
    readAll(cache.cached(images), ImageFolder.open(photos));
    assertThat(left).doesNotExist();
    assertThat(cache.usedBytes()).isEqualTo(IMAGES * BYTES);
  }

  @Test
  void the_files_are_counted_for_the_first_image_and_not_for_each() throws IOException {
    DiskImageCache cache = DiskImageCache.of(folder, 1 << 20);
    UnlabeledImages cached = cache.cached(images);
    cached.image(0);
    Path left = Files.write(folder.resolve(".00.pixels.5f0c.part"), new byte[1000]);
    cached.image(1);
    cached.image(2);
    // Only who counts the files looks for what killed writers left.
    assertThat(left).exists();
    assertThat(cache.usedBytes()).isEqualTo(3 * BYTES + 1000);
    DiskImageCache.of(folder, 1 << 20).cached(images).image(3);
    assertThat(left).doesNotExist();
  }

  @Test
  void files_of_others_are_counted_after_an_eighth_of_the_budget_at_the_latest()
      throws IOException {
    CrowdDataset many = painted(3, 40);
    DiskImageCache cache = DiskImageCache.of(folder, 32 * BYTES);
    UnlabeledImages cached = cache.cached(many.unlabeled());
    cached.image(0);
    Path foreign = Files.write(folder.resolve("foreign"), new byte[Math.toIntExact(20 * BYTES)]);
    readAll(cached, many.unlabeled());
    assertThat(pixelFiles()).hasSize(32 - 20);
    Files.delete(foreign);
    readAll(cached, many.unlabeled());
    assertThat(pixelFiles()).hasSize(32);
  }

  /** Sizes of pictures, each a square and white. */
  private record Squares(List<Integer> sides) implements UnlabeledImages {
    @Override
    public String name() {
      return "squares";
    }

    @Override
    public int size() {
      return sides.size();
    }

    @Override
    public String id(int index) {
      return "square-" + index;
    }

    @Override
    public RgbImage image(int index) {
      int side = sides.get(index);
      return RgbImage.of(side, side, new byte[3 * side * side]);
    }
  }

  @Test
  void a_folder_that_is_full_is_not_locked_for_every_image_it_has_no_room_for() throws IOException {
    UnlabeledImages squares = new Squares(List.of(200, 8, 8, 8, 8, 8));
    DiskImageCache cache = DiskImageCache.of(folder, PixelFile.HEADER + 3 * 200 * 200);
    UnlabeledImages cached = cache.cached(squares);
    cached.image(0);
    cached.image(1);
    try (FileChannel channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      // Within one process, to ask for a lock that is held is an error.
      assertThat(held.isValid()).isTrue();
      readAll(cached, squares);
    }
    assertThat(pixelFiles()).hasSize(1);
  }

  @Test
  void a_sum_that_cannot_be_is_counted_anew() throws IOException {
    DiskImageCache cache = DiskImageCache.of(folder, 1 << 20);
    UnlabeledImages cached = cache.cached(images);
    cached.image(0);
    for (byte[] sum : new byte[][] {{}, {1}, {-1, 0, 0, 0, 0, 0, 0, 0}}) {
      Files.write(folder.resolve(".lock"), sum);
      cached.image(1 + sum.length % 3);
    }
    assertThat(pixelFiles()).hasSize(4);
    assertThat(ByteBuffer.wrap(Files.readAllBytes(folder.resolve(".lock"))).getLong())
        .isEqualTo(4 * BYTES);
  }

  @Test
  void many_threads_and_two_caches_of_one_folder_get_the_right_images() throws IOException {
    UnlabeledImages plain = ImageFolder.open(photos);
    List<RgbImage> expected = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      expected.add(plain.image(i));
    }
    List<UnlabeledImages> cached =
        List.of(
            DiskImageCache.of(folder, 4 * BYTES).cached(images),
            DiskImageCache.of(folder, 4 * BYTES).cached(images));
    long wrong =
        IntStream.range(0, 400)
            .parallel()
            .filter(i -> !image(cached.get(i % 2), i % IMAGES).equals(expected.get(i % IMAGES)))
            .count();
    assertThat(wrong).isZero();
    assertThat(pixelFiles()).hasSize(4);
  }

  private static RgbImage image(UnlabeledImages images, int index) {
    try {
      return images.image(index);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads all images of a folder through a cache of four of them, in a process of its own. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws IOException {
      UnlabeledImages plain = ImageFolder.open(Path.of(arguments[0]));
      for (int round = 0; round < 5; round++) {
        readAll(DiskImageCache.of(Path.of(arguments[1]), 4 * BYTES).cached(plain), plain);
        try (Stream<Path> files = Files.list(Path.of(arguments[1]))) {
          files
              .filter(file -> file.toString().endsWith(".pixels"))
              .limit(1)
              .forEach(OtherProcess::delete);
        }
      }
    }

    private static void delete(Path file) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void two_processes_share_a_folder_and_its_budget() throws Exception {
    ProcessBuilder other =
        JavaProcess.of(OtherProcess.class, photos.toString(), folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("output").toFile());
    List<Process> processes = List.of(other.start(), other.start());
    for (Process process : processes) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(Files.readString(temporary.resolve("output"))).doesNotContain("Exception");
    assertThat(processes).allMatch(process -> process.exitValue() == 0);
    readAll(DiskImageCache.of(folder, 4 * BYTES).cached(images), ImageFolder.open(photos));
    assertThat(pixelFiles()).hasSize(4);
  }
}
