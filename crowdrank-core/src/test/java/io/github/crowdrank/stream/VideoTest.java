package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.image.ImageLimits;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos that FFmpeg wrote, read by FFmpeg; skipped where its natives are missing. */
@Timeout(120)
@ExtendWith(FfmpegNatives.class)
class VideoTest {
  @TempDir Path folder;

  /** Grey frames, each brighter than the one before. */
  private Path video(String name, int width, int height, int frames) throws IOException {
    return video(name, width, height, frames, VideoTest::shade);
  }

  /** Frames of samples that are drawn for each pixel from the number of the frame. */
  private Path video(String name, int width, int height, int frames, IntUnaryOperator samples)
      throws IOException {
    return RecordedVideo.write(folder.resolve(name), width, height, frames, samples);
  }

  private static int shade(int frame) {
    return 40 + 20 * frame;
  }

  private static List<StreamCount> counts(FrameSource source, Sampling sampling) {
    List<StreamCount> results = new ArrayList<>();
    try (CrowdCounter counter = Brightness.counter();
        CrowdStream stream = CrowdStream.builder(counter, source).sampling(sampling).build()) {
      stream.forEach(results::add);
    }
    return results;
  }

  /** The counts tell which frame it is, so that none is lost, doubled or out of turn. */
  @Test
  void every_frame_of_a_file_is_read_at_its_time() throws IOException {
    int width = 70; // rows are padded
    Path file = video("ten.mp4", width, 50, 10);

    List<StreamCount> results = counts(Video.file(file), Sampling.all());

    assertThat(results).hasSize(10);
    for (int i = 0; i < 10; i++) {
      StreamCount result = results.get(i);
      assertThat(result.number()).isEqualTo(i + 1);
      assertThat(result.problem()).isNull();
      assertThat(result.time()).isEqualTo(Instant.EPOCH.plusMillis(i * 1000L / RecordedVideo.RATE));
      double brightness = result.count().orElseThrow() / (width * 50);
      assertThat(brightness).isCloseTo(shade(i) / 127.5 - 1, within(0.03));
    }
    RgbImage image =
        ((Frame.Pixels) Objects.requireNonNull(results.get(3).frame()).content()).image();
    assertThat(image.width()).isEqualTo(width);
    assertThat(image.height()).isEqualTo(50);
  }

  @Test
  void a_time_that_cannot_be_is_that_of_the_frame_before() throws IOException {
    Path file = video("five.ivf", 64, 48, 5);
    IvfVideo.of(file).time(2, Long.MAX_VALUE).write(file);

    List<StreamCount> results = counts(Video.file(file), Sampling.all());

    assertThat(results).hasSize(5).allMatch(result -> result.problem() == null);
    assertThat(results.get(2).time()).isEqualTo(results.get(1).time());
  }

  /** Plain streams of H.264 have no times, and here no rate either: it is taken for 25. */
  @Test
  void frames_without_times_follow_each_other() throws IOException {
    Path file = video("five.h264", 64, 48, 5);

    List<StreamCount> results = counts(Video.file(file), Sampling.all());

    assertThat(results)
        .extracting(result -> result.time().toEpochMilli())
        .containsExactly(0L, 40L, 80L, 120L, 160L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mov", "mkv", "avi", "webm", "ts", "mpg", "flv", "3gp"})
  void ordinary_containers_are_read(String extension) throws IOException {
    Path file = video("four." + extension, 64, 48, 4);

    List<StreamCount> results = counts(Video.file(file), Sampling.all());

    assertThat(results).extracting(StreamCount::problem).containsOnlyNulls();
    assertThat(results).hasSize(4);
  }

  /** Each names a video beside it that can be read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list.m3u8 | #EXTM3U\\n#EXT-X-TARGETDURATION:1\\n#EXTINF:1,\\nfour.ts\\n#EXT-X-ENDLIST\\n",
        "list.ffconcat | ffconcat version 1.0\\nfile four.ts\\n",
        "list.mp4 | ffconcat version 1.0\\nfile four.ts\\n"
      })
  void a_playlist_is_refused(String name, String text) throws IOException {
    assertThat(counts(Video.file(video("four.ts", 64, 48, 4)), Sampling.all())).hasSize(4);
    Path list = Files.writeString(folder.resolve(name), text.replace("\\n", "\n"));

    assertThat(counts(Video.file(list), Sampling.all()))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.problem())
                    .hasMessageContaining(list + " cannot be opened: ")
                    .hasMessageContaining("no playlists"));
  }

  @Test
  void two_a_second_of_five_are_counted() throws IOException {
    List<StreamCount> results =
        counts(Video.file(video("ten.avi", 64, 48, 10)), Sampling.perSecond(2));

    assertThat(results).extracting(StreamCount::number).containsExactly(1L, 4L, 6L, 9L);
  }

  @Test
  void a_file_that_is_cut_gives_the_frames_before_the_cut() throws IOException {
    SplittableRandom noise = new SplittableRandom(1);
    byte[] whole =
        Files.readAllBytes(video("whole.avi", 160, 120, 10, frame -> noise.nextInt(256)));
    Path cut = Files.write(folder.resolve("cut.avi"), Arrays.copyOf(whole, whole.length / 2));

    List<StreamCount> results = counts(Video.file(cut), Sampling.all());

    assertThat(results).hasSizeBetween(1, 9);
    assertThat(results.get(0).problem()).isNull();
  }

  @Test
  void what_is_no_video_is_a_problem_with_its_name() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");
    Path list = Files.writeString(folder.resolve("list.m3u8"), "#EXTM3U\n#EXTINF:1,\n/etc/hosts\n");
    Path missing = folder.resolve("missing.mp4");
    for (Path file : List.of(text, list)) {
      assertThat(counts(Video.file(file), Sampling.all()))
          .singleElement()
          .satisfies(
              it -> assertThat(it.problem()).hasMessageContaining(file + " cannot be opened"));
    }
    assertThat(counts(Video.file(missing), Sampling.all()))
        .singleElement()
        .satisfies(it -> assertThat(it.problem()).isInstanceOf(NoSuchFileException.class));
  }

  @Test
  void frames_that_are_too_large_are_refused_from_the_header() throws IOException {
    Path file = video("large.mp4", 96, 64, 2);
    for (ImageLimits limits :
        List.of(
            ImageLimits.defaults().withMaxPixels(96 * 64 - 1),
            ImageLimits.defaults().withMaxSide(95))) {
      assertThat(counts(Video.file(file).withLimits(limits), Sampling.all()))
          .singleElement()
          .satisfies(it -> assertThat(it.problem()).hasMessageContaining(file.toString()));
    }
    ImageLimits enough = ImageLimits.defaults().withMaxPixels(96 * 64).withMaxSide(96);
    assertThat(counts(Video.file(file).withLimits(enough), Sampling.all())).hasSize(2);
  }

  @Test
  void a_frame_that_is_too_large_is_a_problem_and_the_video_goes_on() throws IOException {
    IvfVideo small = IvfVideo.of(video("small.ivf", 64, 48, 3));
    IvfVideo large = IvfVideo.of(video("large.ivf", 96, 64, 2));
    Path file = folder.resolve("both.ivf");
    small.followedBy(large).followedBy(small).write(file);
    Video source = Video.file(file);

    List<StreamCount> results =
        counts(source.withLimits(ImageLimits.defaults().withMaxPixels(64 * 48)), Sampling.all());

    assertThat(counts(source, Sampling.all()))
        .hasSize(8)
        .allMatch(result -> result.problem() == null);
    assertThat(results)
        .extracting(StreamCount::number)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(results).allMatch(result -> result.frame() != null && result.reconnects() == 0);
    for (StreamCount result : results) {
      if (result.number() == 4 || result.number() == 5) {
        assertThat(result.problem())
            .hasMessage(
                file
                    + ": its frames have 96x64 pixels but 3072 pixels and sides of 32768 are"
                    + " allowed; see Video.withLimits");
        assertThat(result.count()).isEmpty();
        assertThat(result.smoothed()).isEqualTo(results.get(2).smoothed());
      } else {
        assertThat(result.problem()).isNull();
      }
    }
  }

  @Test
  void a_camera_that_never_answers_or_is_not_there_is_given_up() throws IOException {
    LocalCamera silent = new LocalCamera(LocalCamera.Connection::stall);
    URI address = URI.create("rtsp://guard:secret@127.0.0.1:" + silent.port() + "/live");
    Video camera = Video.camera(address).withTimeout(Duration.ofMillis(300));
    try (silent) {
      assertRefused(camera, silent.port());
    }
    assertRefused(camera, silent.port());
  }

  private static void assertRefused(Video camera, int port) {
    assertThatThrownBy(camera::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rtsp://127.0.0.1:" + port + "/live cannot be opened")
        .hasMessageNotContaining("secret");
  }

  @Test
  void what_is_closed_is_not_read_and_may_be_closed_again() throws Exception {
    Path file = video("closed.avi", 64, 48, 3);
    FrameReader reader = Video.file(file).open();
    assertThat(reader.next()).isNotNull();

    reader.close();
    reader.close();

    assertThatThrownBy(reader::next)
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is closed");
  }

  @Test
  void other_addresses_are_refused() {
    assertThatThrownBy(() -> Video.camera(URI.create("http://me:secret@camera/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://camera/")
        .hasMessageNotContaining("secret");
    Video camera = Video.camera(URI.create("rtsp://camera/"));
    assertThat(camera.live()).isTrue();
    assertThatThrownBy(() -> camera.withTimeout(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> camera.withTimeout(Duration.ofNanos(1)))
        .hasMessageContaining("1 millisecond");
    assertThatThrownBy(() -> camera.withTimeout(Duration.ofHours(1)))
        .hasMessageContaining("30 minutes");
  }

  /** Says what asking for a video without the libraries says. */
  static final class Asking {
    private Asking() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) {
      try {
        System.out.println("RESULT live: " + Video.file(Path.of("any.mp4")).live());
      } catch (IllegalStateException e) {
        System.out.println("RESULT " + e.getMessage());
      }
    }
  }

  @Test
  void without_the_libraries_it_says_which_are_needed() throws Exception {
    for (String missing : List.of(".*ffmpeg-[^/]*", ".*ffmpeg-[^/]*linux[^/]*")) {
      Path own = Files.createDirectory(folder.resolve("child" + missing.length()));
      String output = ChildJvm.run(own, Asking.class, entry -> !entry.matches(missing), List.of());

      assertThat(ChildJvm.results(output))
          .singleElement()
          .asString()
          .contains(Video.NEEDS, "natives for this platform");
    }
    // What writes the videos of this test is not needed to read them.
    Path own = Files.createDirectory(folder.resolve("child"));
    String output =
        ChildJvm.run(own, Asking.class, entry -> !entry.matches(".*javacv-[^/]*"), List.of());
    assertThat(ChildJvm.results(output)).containsExactly("RESULT live: false");
  }
}
