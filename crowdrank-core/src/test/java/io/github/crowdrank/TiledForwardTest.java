package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.engine.RandomNetworks;
import io.github.crowdrank.engine.onednn.OneDnnEngine;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.NetworkSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TiledForwardTest {
  private static final Path PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg");
  private static final OneDnnEngine ENGINE = OneDnnEngine.create();
  private static final TileListener NOBODY = (done, total) -> {};

  static LongStream seeds() {
    return LongStream.range(0, 24);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void tiles_of_random_networks_are_parts_of_the_whole(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NetworkSpec spec = seed == 0 ? RandomNetworks.everyKind() : colour(random);
    int multiple = spec.sizeMultiple();
    RgbImage image =
        noise(random.nextInt(48, 48 + 9 * multiple), random.nextInt(48, 48 + 9 * multiple), random);
    try (InferenceNetwork network = ENGINE.compile(spec, RandomNetworks.weights(spec, random))) {
      holdsForAllWindows(network, Preprocessing.signedRgb(), image, 1e-6, random);
    }
  }

  private static NetworkSpec colour(SplittableRandom random) {
    NetworkSpec spec = RandomNetworks.draw(random, 48);
    while (spec.input().channels() != 3) {
      spec = RandomNetworks.draw(random, 48);
    }
    return spec;
  }

  /**
   * Each cell to 1e-5 of its own value.
   *
   * @param floor what may be added, in parts of the largest value: sums of large features that
   *     nearly cancel are no better than the features
   */
  private static void holdsForAllWindows(
      InferenceNetwork network,
      Preprocessing preprocessing,
      RgbImage image,
      double floor,
      SplittableRandom random) {
    TiledForward forward = new TiledForward(network, preprocessing);
    Tiling whole = Tiling.whole(network.spec(), image.height(), image.width());
    float[] expected = forward.apply(image, whole, NOBODY).values();
    double peak =
        IntStream.range(0, expected.length)
            .mapToDouble(i -> Math.abs(expected[i]))
            .max()
            .orElseThrow();
    List<Integer> rows = whole.rows().windows();
    List<Integer> columns = whole.columns().windows();
    List<Tiling> tilings = new ArrayList<>(List.of(whole.smallest()));
    for (int i = 0; i < 3; i++) {
      tilings.add(
          whole.with(
              rows.get(random.nextInt(rows.size())), columns.get(random.nextInt(columns.size()))));
    }
    for (Tiling tiling : tilings) {
      float[] tiled = forward.apply(image, tiling, NOBODY).values();
      assertThat(tiled).hasSameSizeAs(expected);
      for (int i = 0; i < tiled.length; i++) {
        double allowed = 1e-5 * Math.abs(expected[i]) + floor * peak;
        if (Math.abs(tiled[i] - expected[i]) > allowed) {
          throw new AssertionError(
              "%s: cell %d is %s but was %s in the whole picture, whose peak is %s"
                  .formatted(tiling, i, tiled[i], expected[i], peak));
        }
      }
    }
  }

  private static RgbImage noise(int width, int height, SplittableRandom random) {
    byte[] samples = new byte[3 * width * height];
    random.nextBytes(samples);
    return RgbImage.of(width, height, samples);
  }

  /**
   * Sizes that are multiples of 16 and sizes that are not; the last is a strip with nobody in it,
   * whose largest value is next to nothing.
   */
  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"1146, 700, 1e-6", "528, 640, 1e-6", "1001, 33, 1e-5"})
  void tiles_of_a_photograph_are_parts_of_the_whole(int width, int height, double floor)
      throws Exception {
    CrowdModel model = BundledModel.COMPACT.load();
    RgbImage photo = ImageDecoder.builder().build().decode(PHOTO).image();
    RgbImage part = photo.resample(new Region(0, 0, width, height), width, height);
    try (InferenceNetwork network = ENGINE.compile(model.network(), model.weights())) {
      holdsForAllWindows(network, model.preprocessing(), part, floor, new SplittableRandom(width));
    }
  }

  @Test
  void every_tile_is_told_and_an_interrupt_stops_between_two() {
    NetworkSpec spec = RandomNetworks.everyKind();
    SplittableRandom random = new SplittableRandom(1);
    RgbImage image = noise(200, 100, random);
    List<String> told = new ArrayList<>();
    try (InferenceNetwork network = ENGINE.compile(spec, RandomNetworks.weights(spec, random))) {
      Tiling tiling = Tiling.whole(spec, 100, 200).smallest();
      int total = tiling.tiles().size();
      TileListener listener =
          (done, all) -> {
            told.add(done + "/" + all);
            if (done == 3) {
              Thread.currentThread().interrupt();
            }
          };
      TiledForward forward = new TiledForward(network, Preprocessing.signedRgb());

      assertThatThrownBy(() -> forward.apply(image, tiling, listener))
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining("after 3 of " + total + " tiles");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(told).containsExactly("1/" + total, "2/" + total, "3/" + total);
      forward.apply(image, Tiling.whole(spec, 100, 200), listener);
      assertThat(told).last().isEqualTo("1/1");
    }
  }
}
