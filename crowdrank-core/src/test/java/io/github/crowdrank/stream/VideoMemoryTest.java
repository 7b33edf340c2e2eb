package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.engine.FullMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A video that is opened again and again while JavaCPP refuses memory. */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
@ExtendWith(FfmpegNatives.class)
class VideoMemoryTest {
  private static final int TIMES = 20;

  @TempDir Path folder;

  /** Opens a video, in a process without room if asked, and says what came of it. */
  static final class Opening {
    private Opening() {}

    @SuppressWarnings("SystemOut") // how a process speaks to the test that started it
    public static void main(String[] arguments) throws Exception {
      Video video = Video.file(Path.of(arguments[0]));
      if (arguments.length > 1) {
        video.open().close();
        FullMemory.fill();
      }
      for (int i = 0; i < TIMES; i++) {
        try (FrameReader reader = video.open()) {
          System.out.println("RESULT " + reader.next());
        } catch (OutOfMemoryError e) {
          System.out.println("RESULT no memory, open files " + openFiles());
        }
      }
    }

    private static long openFiles() throws IOException {
      try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
        return files.count();
      }
    }
  }

  private List<String> results(List<String> options, String... more) throws Exception {
    Path file = RecordedVideo.write(folder.resolve("two.mp4"), 64, 48, 2, frame -> 100);
    String[] arguments =
        Stream.concat(Stream.of(file.toString()), Stream.of(more)).toArray(String[]::new);
    Path own = Files.createDirectory(folder.resolve("child"));
    return ChildJvm.results(ChildJvm.run(own, Opening.class, path -> true, options, arguments));
  }

  @Test
  void what_was_opened_before_memory_was_short_is_closed() throws Exception {
    List<String> results = results(FullMemory.options(), "fill");

    assertThat(results).hasSize(TIMES);
    assertThat(results.get(0)).startsWith("RESULT no memory, open files ");
    assertThat(results).isEqualTo(Collections.nCopies(TIMES, results.get(0)));
  }

  @Test
  void memory_that_is_short_at_the_first_use_is_short_at_the_next_and_no_defect() throws Exception {
    List<String> results =
        results(
            List.of(
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=1m",
                "-Dorg.bytedeco.javacpp.maxRetries=1"));

    assertThat(results).hasSize(TIMES);
    assertThat(results).allMatch(result -> result.startsWith("RESULT no memory, open files "));
  }
}
