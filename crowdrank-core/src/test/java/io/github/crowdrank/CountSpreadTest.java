package io.github.crowdrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.calibration.CountCurve;
import io.github.crowdrank.calibration.CountInterval;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.ChannelOrder;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelCard;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.Activation;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.Padding;
import io.github.crowdrank.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountSpreadTest {
  private static final int STRIDE = 8;

  /** Adds up the red of each 8x8 pixels: the people of a cell are seen there and nowhere else. */
  private static CrowdCounter adder() {
    return adder(STRIDE);
  }

  /** Adds up the red of so many pixels around, none of them beyond the border. */
  private static CrowdCounter adder(int side) {
    NetworkSpec network =
        new NetworkSpec(
            "adder",
            List.of(
                new Layer.Input("input", 3),
                new Layer.Convolution(
                    "out", "input", 1, side, STRIDE, Padding.NONE, 1, Activation.IDENTITY)));
    float[] weights = new float[3 * side * side + 1];
    Arrays.fill(weights, 0, side * side, 1 / 255f);
    return CrowdCounter.builder(
            new CrowdModel(
                network,
                Weights.of(network, weights),
                Preprocessing.none(ChannelOrder.RGB),
                ModelCard.of("adder", "For tests.")))
        .build();
  }

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"96, 64", "103, 67", "64, 8", "9, 200", "5, 3", "1, 1"})
  void a_counter_that_sees_cells_by_themselves_agrees_on_every_middle(int width, int height) {
    byte[] samples = new byte[3 * width * height];
    SplittableRandom random = new SplittableRandom(width);
    random.nextBytes(samples);
    RgbImage noise = RgbImage.of(width, height, samples);
    try (CrowdCounter counter = adder()) {
      CountSpread spread = CountSpread.of(counter, noise);

      double count = spread.estimate().count();
      assertThat(spread.views()).hasSize(5);
      assertThat(spread.views().get(3)).isCloseTo(count, within(1e-4 * count));
      assertThat(spread.views().get(4)).isCloseTo(count, within(1e-4 * count));
    }
  }

  /** The picture has 24x20 cells, its map 20x16, and those of its middles 4 less each, too. */
  @Test
  void a_network_whose_map_is_smaller_than_the_picture_has_its_middle_in_the_map() {
    byte[] samples = new byte[3 * 192 * 160];
    Arrays.fill(samples, (byte) 255);
    try (CrowdCounter counter = adder(5 * STRIDE)) {
      CountSpread spread = CountSpread.of(counter, RgbImage.of(192, 160, samples));

      double cell = 25 * STRIDE * STRIDE;
      assertThat(spread.estimate().density().width()).isEqualTo(20);
      assertThat(spread.estimate().count()).isCloseTo(20 * 16 * cell, within(1.0));
      assertThat(spread.views().get(3)).isCloseTo((20 * 16 - 15 * 12 + 11 * 8) * cell, within(1.0));
      assertThat(spread.views().get(4)).isCloseTo((20 * 16 - 10 * 8 + 6 * 4) * cell, within(1.0));
    }
  }

  @Test
  void the_mirror_image_and_smaller_pictures_are_counted_as_they_are() {
    byte[] samples = new byte[3 * 160 * 80];
    Arrays.fill(samples, (byte) 255);
    try (CrowdCounter counter = adder()) {
      CountSpread spread = CountSpread.of(counter, RgbImage.of(160, 80, samples));

      assertThat(spread.estimate().count()).isCloseTo(12_800, within(0.1));
      assertThat(spread.views().get(0)).isCloseTo(12_800, within(0.1));
      assertThat(spread.views().get(1)).isCloseTo(12_800 * 0.5625, within(0.1));
      assertThat(spread.views().get(2)).isCloseTo(12_800 * 0.25, within(0.1));
      assertThat(spread.deviation())
          .isCloseTo(12_800 * Math.sqrt((0.4375 * 0.4375 + 0.75 * 0.75) / 5), within(0.1));
    }
  }

  @Test
  void counts_densities_and_intervals_follow_the_calibration_of_the_model() throws IOException {
    Path photo =
        Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg");
    RgbImage image = ImageDecoder.builder().build().decode(photo).image();
    CrowdModel bundled = BundledModel.COMPACT.load();
    CountCurve doubled = new CountCurve(List.of(new CountCurve.Point(100, 200)));
    Calibration calibration = new Calibration(doubled, Collections.nCopies(9, 0.5));
    try (CrowdCounter plain = CrowdCounter.builder(bundled).build();
        CrowdCounter corrected =
            CrowdCounter.builder(bundled.withCalibration(calibration)).build()) {
      CountSpread before = CountSpread.of(plain, image);
      CountSpread after = CountSpread.of(corrected, image);

      double count = 2 * before.estimate().count();
      assertThat(corrected.count(photo)).isCloseTo(count, within(1e-4 * count));
      assertThat(after.estimate().density().sum()).isEqualTo(after.estimate().count());
      assertThat(after.deviation())
          .isPositive()
          .isCloseTo(2 * before.deviation(), within(1e-3 * count));
      CountInterval interval = after.interval(corrected.model().calibration(), 0.9);
      double reach = 0.5 * (after.deviation() + 0.1 * after.estimate().count() + 10);
      assertThat(interval.count()).isEqualTo(after.estimate().count());
      assertThat(interval.high() - interval.count()).isCloseTo(reach, within(1e-9));
      assertThat(interval.count() - interval.low()).isCloseTo(reach, within(1e-9));
      assertThat(CountSpread.of(corrected, corrected.estimate(image), image).views())
          .isEqualTo(after.views());
    }
  }
}
