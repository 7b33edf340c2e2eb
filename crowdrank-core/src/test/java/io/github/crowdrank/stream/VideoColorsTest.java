package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours are those that a file says; skipped where FFmpeg's natives are missing. */
@Timeout(120)
@ExtendWith(FfmpegNatives.class)
class VideoColorsTest {
  @TempDir Path folder;

  /** Luma and chroma of each colour by ITU-R BT.601, BT.709 and BT.2020. */
  @ParameterizedTest
  @CsvSource({
    "bt709, tv, 173, 42, 26, 0, 255, 0",
    "bt709, tv, 63, 102, 240, 255, 0, 0",
    "bt709, pc, 182, 30, 12, 0, 255, 0",
    "bt709, pc, 54, 99, 255, 255, 0, 0",
    "smpte170m, tv, 145, 54, 34, 0, 255, 0",
    "smpte170m, pc, 150, 44, 21, 0, 255, 0",
    "smpte170m, pc, 29, 255, 107, 0, 0, 255",
    "bt2020nc, tv, 74, 97, 240, 255, 0, 0",
    "bt709, pc, 16, 128, 128, 16, 16, 16",
    "bt709, tv, 16, 128, 128, 0, 0, 0",
    "unknown, unknown, 145, 54, 34, 0, 255, 0",
    "unknown, pc, 235, 128, 128, 235, 235, 235"
  })
  void colors_are_those_that_the_file_says(
      String matrix, String range, int y, int u, int v, int red, int green, int blue)
      throws Exception {
    Path file =
        RecordedVideo.write(
            folder.resolve("color.mkv"),
            64,
            48,
            new int[] {y, u, v},
            Map.of("colorspace", matrix, "color_range", range));

    int rgb;
    try (FrameReader reader = Video.file(file).open()) {
      rgb = RtspFrames.image(reader.next()).rgb(30, 20);
    }

    assertThat(rgb >> 16).isCloseTo(red, within(4));
    assertThat(rgb >> 8 & 0xff).isCloseTo(green, within(4));
    assertThat(rgb & 0xff).isCloseTo(blue, within(4));
  }
}
