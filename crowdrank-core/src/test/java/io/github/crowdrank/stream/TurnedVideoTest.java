package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Videos whose header says how they are held, as phones write them. */
@Timeout(120)
@ExtendWith(FfmpegNatives.class)
class TurnedVideoTest {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;

  /** The fields of a track's header before its matrix, behind the name. */
  private static final int BEFORE_MATRIX = 4 + 40;

  @TempDir private Path folder;

  /** Quarters of 40, 100, 160 and 220, from the upper left one to the lower right one. */
  private static int shade(int sample) {
    int x = sample / 3 % WIDTH;
    int y = sample / 3 / WIDTH % HEIGHT;
    return 40 + (x < WIDTH / 2 ? 0 : 60) + (y < HEIGHT / 2 ? 0 : 120);
  }

  private Path video(int a, int b, int c, int d) throws Exception {
    AtomicInteger sample = new AtomicInteger();
    Path file =
        RecordedVideo.write(
            folder.resolve("held.mp4"), WIDTH, HEIGHT, 3, frame -> shade(sample.getAndIncrement()));
    byte[] bytes = Files.readAllBytes(file);
    int header = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("tkhd");
    int one = 1 << 16;
    ByteBuffer.wrap(bytes)
        .position(header + BEFORE_MATRIX)
        .putInt(a * one)
        .putInt(b * one)
        .putInt(0)
        .putInt(c * one)
        .putInt(d * one);
    return Files.write(file, bytes);
  }

  /** The matrix says where a step to the right and a step down lead. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1, 40 100 160 220",
    "0, 1, -1, 0, 160 40 220 100",
    "-1, 0, 0, -1, 220 160 100 40",
    "0, -1, 1, 0, 100 220 40 160",
    "-1, 0, 0, 1, 100 40 220 160",
    "1, 0, 0, -1, 160 220 40 100",
    "0, 1, 1, 0, 40 160 100 220"
  })
  void frames_are_counted_as_they_are_seen(int a, int b, int c, int d, String quarters)
      throws Exception {
    Path file = video(a, b, c, d);
    List<RgbImage> frames = new ArrayList<>();

    try (FrameReader reader = Video.file(file).open()) {
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        frames.add(((Frame.Pixels) frame.content()).image());
      }
    }

    assertThat(frames).hasSize(3);
    for (RgbImage frame : frames) {
      assertThat(frame.width()).isEqualTo(a == 0 ? HEIGHT : WIDTH);
      assertThat(frame.height()).isEqualTo(a == 0 ? WIDTH : HEIGHT);
      String[] expected = quarters.split(" ", -1);
      for (int i = 0; i < expected.length; i++) {
        int x = frame.width() * (i % 2 == 0 ? 1 : 3) / 4;
        int y = frame.height() * (i < 2 ? 1 : 3) / 4;
        assertThat(frame.rgb(x, y) & 255).isCloseTo(Integer.parseInt(expected[i]), within(8));
      }
    }
  }
}
