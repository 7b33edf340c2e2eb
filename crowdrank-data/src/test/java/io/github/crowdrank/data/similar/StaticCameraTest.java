package io.github.crowdrank.data.similar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.Fixtures;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.annotation.Annotation;
import io.github.crowdrank.data.check.DatasetCheck;
import io.github.crowdrank.data.check.DatasetReport;
import io.github.crowdrank.data.clean.CleanedPool;
import io.github.crowdrank.data.clean.PoolCleaning;
import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.ListedImage;
import io.github.crowdrank.data.reader.Listing;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.process.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The frames of a camera at which nothing moves: half the square of their number are pairs. */
class StaticCameraTest {
  private static final int FRAMES = 10_000;

  @TempDir private Path folder;

  /** Pictures that are all one. */
  private record Frames(RgbImage picture) implements UnlabeledImages {
    @Override
    public String name() {
      return "camera";
    }

    @Override
    public int size() {
      return FRAMES;
    }

    @Override
    public String id(int index) {
      return "frame-" + index;
    }

    @Override
    public RgbImage image(int index) {
      return picture;
    }
  }

  /** Checks and cleans the frames with little memory. */
  static final class SmallHeap {
    private SmallHeap() {}

    public static void main(String[] arguments) throws Exception {
      Path file = Path.of(arguments[0]);
      List<ListedImage> images =
          IntStream.range(0, FRAMES)
              .mapToObj(i -> new ListedImage("frame-" + i, file, file, Annotation.of(List.of())))
              .toList();
      DatasetReport report =
          DatasetCheck.builder()
              .split(new Listing("camera", false, images, List.of()))
              .build()
              .run();
      List<DatasetFault> repeated =
          report.faults().stream()
              .filter(fault -> fault.kind() == DatasetFault.Kind.SAME_PICTURE)
              .toList();
      System.out.println(repeated.size() + " repeated");
      System.out.println(repeated.get(repeated.size() - 1).reason());

      CleanedPool pool =
          PoolCleaning.builder(new Frames(Fixtures.scene(1)))
              .leastSide(1)
              .leastBrightness(0)
              .leastEntropy(0)
              .mostFlat(1)
              .build()
              .run();
      System.out.println(pool.kept().size() + " kept");
    }
  }

  @Test
  void is_checked_and_cleaned_in_little_memory() throws Exception {
    Path file = folder.resolve("frame.png");
    Fixtures.writeImage(file, Fixtures.scene(1));
    Path output = folder.resolve("output");

    Process process =
        JavaProcess.of(
                List.of("-Xmx96m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"),
                SmallHeap.class,
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    assertThat(Files.readAllLines(output))
        .containsExactly(
            FRAMES - 1 + " repeated",
            "is byte for byte %s, with 0 and 0 heads annotated; and like %d others"
                .formatted(file, FRAMES - 2),
            "1 kept");
  }
}
