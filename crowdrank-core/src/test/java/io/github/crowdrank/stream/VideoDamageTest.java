package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of videos that are damaged; skipped where FFmpeg's natives are missing. */
@Timeout(120)
@ExtendWith(FfmpegNatives.class)
class VideoDamageTest {
  private static final int FRAMES = 12;

  @TempDir Path folder;
  private IvfVideo video;
  private Path damaged;

  /** Frames of which each is brighter than the one before. */
  private static int shade(int frame) {
    return 20 + 20 * frame;
  }

  @BeforeEach
  void write() throws IOException {
    video =
        IvfVideo.of(
            RecordedVideo.write(
                folder.resolve("whole.ivf"), 64, 48, FRAMES, VideoDamageTest::shade));
    damaged = folder.resolve("damaged.ivf");
  }

  /**
   * The numbers of the frames, from 0, until the end or a failure. By their times: what is drawn
   * upon a lost frame may be shown wrongly.
   */
  private static void read(Path file, List<Integer> frames) throws Exception {
    try (FrameReader reader = Video.file(file).open()) {
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        frames.add((int) (frame.time().toEpochMilli() * RecordedVideo.RATE / 1000));
      }
    }
  }

  private static List<Integer> allBut(Integer... lost) {
    List<Integer> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      frames.add(i);
    }
    frames.removeAll(Arrays.asList(lost));
    return frames;
  }

  @Test
  void an_error_in_the_middle_of_a_file_is_told_after_the_frames_before_it() throws Exception {
    video.size(7, -1).write(damaged);
    List<Integer> frames = new ArrayList<>();

    assertThatThrownBy(() -> read(damaged, frames))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(damaged + " broke off: ");

    assertThat(frames).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 9, 10})
  void a_frame_that_cannot_be_decoded_costs_no_other(int lost) throws Exception {
    video.spoil(lost).write(damaged);
    List<Integer> frames = new ArrayList<>();

    read(damaged, frames);

    assertThat(frames).isEqualTo(allBut(lost));
  }

  /** At the end of the file, where the decoder's threads still hold these and the one behind. */
  @Test
  void several_frames_that_cannot_be_decoded_cost_no_other() throws Exception {
    video.spoil(FRAMES - 4).spoil(FRAMES - 3).spoil(FRAMES - 2).write(damaged);
    List<Integer> frames = new ArrayList<>();

    read(damaged, frames);

    assertThat(frames).isEqualTo(allBut(FRAMES - 4, FRAMES - 3, FRAMES - 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void where_the_last_frames_cannot_be_decoded_it_is_told(int lost) throws Exception {
    for (int i = 1; i <= lost; i++) {
      video.spoil(FRAMES - i);
    }
    video.write(damaged);
    List<Integer> frames = new ArrayList<>();

    assertThatThrownBy(() -> read(damaged, frames))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(damaged + " broke off: ");

    assertThat(frames).isEqualTo(allBut(Arrays.copyOf(new Integer[] {11, 10, 9}, lost)));
  }
}
