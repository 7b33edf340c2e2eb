package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.hardening.HardeningPart;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A camera that comes and goes, and a folder whose pictures do, through HTTP, files, the decoder
 * and JSON Lines: every frame is accounted for, and in the end no more is held than early on.
 */
@Tag(HardeningPart.TAG)
@Timeout(1800)
class SourceSoakTest {
  private static final int PIXELS = 64 * 48;

  /** Pictures that lie in the folder at a time; the last one of them is damaged. */
  private static final int TOGETHER = 8;

  @TempDir Path folder;

  /** What is done with a frame when it was counted or could not be. */
  @FunctionalInterface
  private interface Seen {
    void frame(StreamCount result) throws IOException;
  }

  /** What came out of a stream. */
  private record Outcome(long counted, long damaged, long failures, StreamCount last, Held more) {
    @Override
    public String toString() {
      return "%d counted, %d dropped, %d damaged, %d reconnects; %s"
          .formatted(counted, last.dropped(), damaged, last.reconnects(), more.more());
    }
  }

  /** Counts to the last frame; nothing else goes on at that one and at the one after warming up. */
  private Outcome soak(FrameSource source, long warmUp, long frames, Seen seen) throws IOException {
    Path lines = folder.resolve("counts.jsonl");
    long counted = 0;
    long damaged = 0;
    long failures = 0;
    Held early = null;
    StreamCount last = null;
    Outcome outcome;
    try (CrowdCounter counter = Brightness.counter();
        BufferedWriter out = Files.newBufferedWriter(lines);
        CrowdStream stream =
            CrowdStream.builder(counter, source)
                .smoothing(Duration.ofSeconds(1))
                .backOff(new BackOff(Duration.ofMillis(1), Duration.ofMillis(1)))
                .build()) {
      JsonLinesWriter json = JsonLinesWriter.to(out);
      for (StreamCount result : stream) {
        json.write(result);
        if (result.frame() == null) {
          failures++;
          continue;
        }
        if (result.problem() == null) {
          counted++;
          assertThat(result.count().orElseThrow()).isCloseTo(PIXELS, within(0.01 * PIXELS));
        } else {
          damaged++;
          assertThat(result.problem()).hasMessageContaining("JPEG");
        }
        if (result.number() == warmUp) {
          early = Held.now();
        }
        last = result;
        if (result.number() == frames) {
          break;
        }
        seen.frame(result);
      }
      outcome = outcome(counted, damaged, failures, last, early);
    }
    try (Stream<String> written = Files.lines(lines)) {
      assertThat(
              written.filter(line -> line.startsWith("{\"frame\":") && line.endsWith("}")).count())
          .isEqualTo(counted + damaged + failures);
    }
    return outcome;
  }

  private static Outcome outcome(
      long counted, long damaged, long failures, @Nullable StreamCount last, @Nullable Held early) {
    Held more = Held.now().since(Objects.requireNonNull(early));
    return new Outcome(counted, damaged, failures, Objects.requireNonNull(last), more);
  }

  private static void end(HardeningPart part, Outcome outcome) throws IOException {
    Held more = outcome.more();
    assertThat(more.bytes()).as("more bytes of heap").isLessThan(256 << 10);
    assertThat(more.natives()).as("more native objects").isLessThanOrEqualTo(0);
    assertThat(more.threads()).as("more threads").isLessThanOrEqualTo(2);
    assertThat(more.files()).as("more open files").isLessThanOrEqualTo(2);
    for (long frame = 0; frame < outcome.last().number(); frame++) {
      part.ran("", 0);
    }
    part.end(outcome.toString());
  }

  @Test
  void a_camera_that_comes_and_goes_leaves_nothing_behind() throws Exception {
    HardeningPart part = HardeningPart.begin("mjpeg-soak", "Frames of an MJPEG camera");
    int streams = part.cases(2_420, 48);
    int frames = streams * RestlessCamera.FRAMES;
    try (RestlessCamera camera = new RestlessCamera(Brightness.whiteJpeg(64, 48), streams)) {
      Outcome outcome =
          soak(
              MjpegCamera.at(camera.address()).withMaxFrameBytes(50_000),
              frames / 4,
              frames,
              result -> camera.saw(result.number()));

      assertThat(outcome.counted() + outcome.damaged() + outcome.last().dropped())
          .isEqualTo(frames);
      assertThat(outcome.damaged()).isEqualTo(streams);
      assertThat(outcome.last().reconnects()).isEqualTo(streams - 1).isEqualTo(camera.reconnects());
      // A refusal is not told if nobody has looked at the failure before it.
      assertThat(outcome.failures()).isBetween(streams - 1L, streams - 1L + camera.refused());
      end(part, outcome);
    }
  }

  @Test
  void pictures_that_come_and_go_leave_nothing_behind() throws Exception {
    HardeningPart part = HardeningPart.begin("folder-soak", "Pictures in a folder");
    int pictures = part.cases(60_480, 1_600);
    Path watched = Files.createDirectory(folder.resolve("watched"));
    byte[] jpeg = Brightness.whiteJpeg(64, 48);
    fill(watched, jpeg, 0);
    Outcome outcome =
        soak(
            FrameFolder.of(watched, Duration.ofMillis(1)),
            pictures / 4,
            pictures,
            result -> {
              Files.delete(((Frame.File) Objects.requireNonNull(result.frame()).content()).path());
              if (result.number() % TOGETHER == 0) {
                fill(watched, jpeg, result.number());
              }
            });

    assertThat(outcome.damaged()).isEqualTo(pictures / TOGETHER);
    assertThat(outcome.counted()).isEqualTo(pictures - pictures / TOGETHER);
    assertThat(outcome.last().dropped() + outcome.last().reconnects() + outcome.failures())
        .isZero();
    end(part, outcome);
  }

  /** Names are long, so that one that is remembered weighs something. */
  private static void fill(Path watched, byte[] jpeg, long first) throws IOException {
    for (int i = 1; i <= TOGETHER; i++) {
      String name = "picture-of-a-camera-".repeat(6) + (first + i) + ".jpg";
      Path part =
          Files.write(
              watched.resolve(name + ".part"),
              i == TOGETHER ? Arrays.copyOf(jpeg, jpeg.length / 2) : jpeg);
      Files.move(part, watched.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
