package io.github.crowdrank.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.network.FeatureMaps;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
  private static RgbImage noise(SplittableRandom random, int width, int height) {
    byte[] samples = new byte[3 * width * height];
    random.nextBytes(samples);
    return RgbImage.of(width, height, samples);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void agrees_with_naive_arithmetic(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RgbImage image = noise(random, random.nextInt(1, 30), random.nextInt(1, 30));
    ChannelOrder order = List.of(ChannelOrder.values()).get((int) (seed % 3));
    List<Float> mean = List.of(11.5f, 120f, 77.25f).subList(0, order.channels());
    List<Float> scale = List.of(58.4f, -2f, 57.1f).subList(0, order.channels());
    Preprocessing preprocessing = new Preprocessing(order, mean, scale);

    FeatureMaps input = preprocessing.apply(image, 8);

    assertThat(input.count()).isEqualTo(1);
    assertThat(input.channels()).isEqualTo(order.channels());
    assertThat(input.height()).isEqualTo((image.height() + 7) / 8 * 8);
    assertThat(input.width()).isEqualTo((image.width() + 7) / 8 * 8);
    int at = 0;
    for (int c = 0; c < order.channels(); c++) {
      for (int y = 0; y < input.height(); y++) {
        for (int x = 0; x < input.width(); x++) {
          boolean inside = x < image.width() && y < image.height();
          double expected =
              inside
                  ? (sample(order, c, image.rgb(x, y)) - mean.get(c)) / (double) scale.get(c)
                  : 0;
          assertThat((double) input.values()[at++]).isCloseTo(expected, within(1e-4));
        }
      }
    }
  }

  private static double sample(ChannelOrder order, int channel, int rgb) {
    int red = rgb >> 16;
    int green = rgb >> 8 & 255;
    int blue = rgb & 255;
    if (order == ChannelOrder.GREY) {
      return 0.299 * red + 0.587 * green + 0.114 * blue;
    }
    int[] samples = {red, green, blue};
    return samples[order == ChannelOrder.RGB ? channel : 2 - channel];
  }

  @Test
  void published_constants() {
    RgbImage image = RgbImage.of(1, 1, new byte[] {-1, 0, 100});

    assertThat(Preprocessing.signedRgb().apply(image, 1).values())
        .containsExactly(1f, -1f, (100 - 127.5f) / 127.5f);
    assertThat(Preprocessing.imageNetBgr().apply(image, 1).values())
        .containsExactly(100 - 103.939f, -116.779f, 255 - 123.68f);
    assertThat(Preprocessing.none(ChannelOrder.RGB).apply(image, 1).values())
        .containsExactly(255, 0, 100);
    assertThat(Preprocessing.none(ChannelOrder.GREY).apply(image, 1).values()[0])
        .isCloseTo(87.645f, within(1e-4f));
  }

  @Test
  void one_picture_of_a_batch_is_written_and_the_rest_left() {
    FeatureMaps batch = FeatureMaps.zeros(3, 3, 4, 5);
    Arrays.fill(batch.values(), 7);

    Preprocessing.none(ChannelOrder.RGB).apply(RgbImage.of(1, 1, new byte[] {1, 2, 3}), batch, 1);

    for (int i = 0; i < batch.values().length; i++) {
      int expected = i == 60 ? 1 : i == 80 ? 2 : i == 100 ? 3 : 7;
      assertThat(batch.values()[i]).isEqualTo(expected);
    }
  }

  @Test
  void what_does_not_fit_is_named() {
    RgbImage image = RgbImage.of(2, 2, new byte[12]);
    Preprocessing preprocessing = Preprocessing.none(ChannelOrder.RGB);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> preprocessing.apply(image, FeatureMaps.zeros(1, 1, 2, 2), 0))
        .withMessage("picture 0 of FeatureMaps[1x1x2x2] cannot take a RgbImage[2x2] of 3 channels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preprocessing.apply(image, FeatureMaps.zeros(1, 3, 2, 1), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preprocessing.apply(image, FeatureMaps.zeros(1, 3, 2, 2), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preprocessing.apply(image, 0))
        .withMessage("multiple is 1 or more but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing(ChannelOrder.GREY, List.of(1f, 2f), List.of(1f)))
        .withMessageContaining("GREY needs 1 means and scales but has [1.0, 2.0] and [1.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing(ChannelOrder.GREY, List.of(1f), List.of(0f)))
        .withMessageContaining("scales not zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preprocessing(ChannelOrder.GREY, List.of(Float.NaN), List.of(1f)));
  }

  @Test
  void a_window_is_a_part_of_the_whole_and_zeros_beyond_it() {
    byte[] samples = new byte[3 * 10 * 6];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i * 7);
    }
    RgbImage image = RgbImage.of(10, 6, samples);
    FeatureMaps whole = Preprocessing.signedRgb().apply(image, 4);
    FeatureMaps batch = FeatureMaps.zeros(2, 3, 4, 8);
    Arrays.fill(batch.values(), 9);

    Preprocessing.signedRgb().applyWindow(image, 4, 4, batch, 1);

    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 8; x++) {
          assertThat(batch.values()[channel * 32 + 8 * y + x]).isEqualTo(9);
          assertThat(batch.values()[(3 + channel) * 32 + 8 * y + x])
              .isEqualTo(whole.values()[(channel * 8 + y + 4) * 12 + x + 4]);
        }
      }
    }
    assertThatThrownBy(() -> Preprocessing.signedRgb().applyWindow(image, 10, 0, batch, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(10, 0)");
    assertThatThrownBy(() -> Preprocessing.signedRgb().applyWindow(image, 0, 0, batch, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
