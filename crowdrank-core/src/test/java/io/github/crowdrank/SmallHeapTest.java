package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.engine.ChildJvm;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.ImageException;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.image.TestImages;
import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of 12 million pixels, 36 MB each, in a heap that holds two of them at once. */
class SmallHeapTest {
  private static final int WIDTH = 4000;
  private static final int HEIGHT = 3000;

  @TempDir private Path folder;

  /** Every eighth pixel of every eighth row counts one where it is white. */
  private static CrowdModel model() {
    NetworkSpec spec =
        new NetworkSpec(
            "sparse",
            List.of(
                new Layer.Input("input", 3),
                new Layer.Convolution(
                    "out", "input", 1, 1, 8, Padding.NONE, 1, Activation.IDENTITY)));
    return new CrowdModel(
        spec,
        Weights.of(spec, new float[] {1 / 255f, 0, 0, 0}),
        Preprocessing.none(ChannelOrder.RGB),
        ModelCard.of("sparse", "For tests."));
  }

  private List<String> run(Class<?> main, String... arguments) throws Exception {
    return ChildJvm.results(
        ChildJvm.run(
            Files.createDirectory(folder.resolve("empty")),
            main,
            jar -> true,
            List.of("-Xmx128m", "-XX:+UseSerialGC"),
            arguments));
  }

  private static byte[] png(int width, int height) throws IOException {
    return TestImages.encode(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), "png");
  }

  /** Counts a file twelve times: the file, the memory budget, how many are decoded ahead. */
  static final class CountAll {
    public static void main(String[] arguments) {
      Path file = Path.of(arguments[0]);
      Map<String, Integer> told = new TreeMap<>();
      CountListener listener =
          new CountListener() {
            @Override
            public void onDecoded(DecodedImage image, Duration elapsed) {
              told.merge("decoded", 1, Integer::sum);
            }

            @Override
            public void onCounted(CrowdEstimate estimate, Duration forward) {
              told.merge("counted", 1, Integer::sum);
            }

            @Override
            public void onFailed(Throwable problem) {
              told.merge("failed", 1, Integer::sum);
            }
          };
      try (CrowdCounter counter =
              CrowdCounter.builder(model())
                  .memoryBudget(Long.parseLong(arguments[1]))
                  .countListener(listener)
                  .build();
          Stream<FileCount> results =
              counter.countAll(
                  Collections.nCopies(12, file).stream(), Integer.parseInt(arguments[2]))) {
        results.forEach(
            result ->
                System.out.println(
                    result instanceof FileCount.Failed failed
                        ? "RESULT " + failed.problem()
                        : "RESULT counted"));
      }
      System.out.println("RESULT " + told);
    }
  }

  @Test
  void pictures_that_do_not_fit_together_are_counted_one_by_one() throws Exception {
    Path picture = Files.write(folder.resolve("large.png"), png(WIDTH, HEIGHT));

    assertAllAreCounted(run(CountAll.class, picture.toString(), "" + (8 << 20), "3"));
  }

  /** The network's input takes 38 MB beside a picture of 10 MB, and nine more are decoded. */
  @Test
  void pictures_whose_floats_do_not_fit_beside_others_are_counted_one_by_one() throws Exception {
    Path picture = Files.write(folder.resolve("large.png"), png(2000, 1600));

    assertAllAreCounted(run(CountAll.class, picture.toString(), "" + (1 << 30), "9"));
  }

  private static void assertAllAreCounted(List<String> results) {
    assertThat(results.subList(0, 12)).containsOnly("RESULT counted");
    assertThat(results.get(12)).isEqualTo("RESULT {counted=12, decoded=12}");
  }

  /** Counts a file in every way with a budget that the heap cannot keep. */
  static final class Count {
    private interface Counting {
      double count() throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[0]);
      byte[] bytes = Files.readAllBytes(file);
      CountListener listener =
          new CountListener() {
            @Override
            public void onFailed(Throwable problem) {
              System.out.println("RESULT told of " + problem);
            }
          };
      try (CrowdCounter counter =
          CrowdCounter.builder(model()).memoryBudget(1 << 30).countListener(listener).build()) {
        print(() -> counter.count(file));
        print(() -> counter.count(new ByteArrayInputStream(bytes)));
        print(() -> counter.count(bytes));
        RgbImage pixels = ImageDecoder.builder().build().decode(bytes).image();
        print(() -> counter.estimate(pixels).count());
      }
    }

    private static void print(Counting counting) throws IOException {
      try {
        System.out.println("RESULT counted " + counting.count());
      } catch (ImageException | OutOfMemoryError e) {
        System.out.println("RESULT thrown " + e);
      }
    }
  }

  @Test
  void a_picture_whose_floats_do_not_fit_is_an_input_that_failed() throws Exception {
    Path picture = Files.write(folder.resolve("large.png"), png(WIDTH, HEIGHT));
    String problem =
        "io.github.crowdrank.image.ImageMemoryException: %s does not fit into memory; lower the"
            + " memory budget or raise -Xmx";

    List<String> results = run(Count.class, picture.toString());

    List<String> expected = new ArrayList<>();
    for (String source : List.of(picture.toString(), "the stream", "the picture")) {
      expected.add("RESULT told of " + problem.formatted(source));
      expected.add("RESULT thrown " + problem.formatted(source));
    }
    assertThat(results.subList(0, 6)).isEqualTo(expected);
    assertThat(results.get(6)).startsWith("RESULT told of java.lang.OutOfMemoryError");
    assertThat(results.get(7)).startsWith("RESULT thrown java.lang.OutOfMemoryError");
  }

  /** Decodes a file beside 80 MB of others, and without them, and one that never fits. */
  static final class Decode {
    public static void main(String[] arguments) throws IOException {
      byte[][] others = {new byte[40 << 20], new byte[40 << 20]};
      System.out.println("RESULT " + outcome(Path.of(arguments[0])));
      others[0] = new byte[others[1].length - others[0].length];
      others[1] = others[0];
      System.out.println("RESULT " + outcome(Path.of(arguments[0])));
      System.out.println("RESULT " + outcome(Path.of(arguments[1])));
    }

    private static String outcome(Path file) throws IOException {
      try {
        return ImageDecoder.builder().build().decode(file).image().toString();
      } catch (ImageException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
      }
    }
  }

  @Test
  void what_does_not_fit_now_is_told_from_what_never_will() throws Exception {
    Path picture = Files.write(folder.resolve("large.png"), png(WIDTH, HEIGHT));
    Path huge = Files.write(folder.resolve("huge.png"), png(9000, 6000));

    List<String> results = run(Decode.class, picture.toString(), huge.toString());

    assertThat(results.get(0))
        .matches(
            "RESULT ImageMemoryException .*large.png is 4000x3000 pixels and needs 34 MiB but \\d+"
                + " MiB of heap are free; raise -Xmx|RESULT ImageMemoryException .*large.png does"
                + " not fit into the heap; raise -Xmx");
    assertThat(results.get(1)).isEqualTo("RESULT RgbImage[4000x3000]");
    assertThat(results.get(2))
        .matches(
            "RESULT ImageTooLargeException .*huge.png is 9000x6000 pixels and needs 154 MiB but the"
                + " heap has 12\\d MiB; raise -Xmx");
  }
}
