package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RgbImageTest {
  @Test
  void samples_are_copied_in_and_read_as_unsigned() {
    byte[] samples = {(byte) 255, (byte) 128, 0, 1, 2, 3};
    RgbImage image = RgbImage.of(2, 1, samples);
    Arrays.fill(samples, (byte) 7);

    assertThat(image.rgb(0, 0)).isEqualTo(0xff8000);
    assertThat(image.rgb(1, 0)).isEqualTo(0x010203);
    byte[] row = new byte[6];
    image.copyRow(0, row);
    assertThat(row).containsExactly(-1, -128, 0, 1, 2, 3);
    assertThatThrownBy(() -> image.rgb(2, 0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("pixel (2, 0) of a 2x1 image");
    assertThatThrownBy(() -> image.copyRow(1, row)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void wrong_sizes_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RgbImage.of(2, 2, new byte[11]))
        .withMessage("a 2x2 image has 12 samples but 11 were given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RgbImage.of(0, 2, new byte[0]))
        .withMessageContaining("0x2");
    RgbImage image = RgbImage.of(2, 2, new byte[12]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> image.resample(new Region(1, 0, 1.5, 1), 2, 2))
        .withMessageContaining("reaches outside");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> image.resample(Region.ofImage(2, 2), 50_000, 50_000))
        .withMessageContaining("50000x50000");
  }

  @Test
  void turns_to_the_right_by_quarters() {
    RgbImage image = TestImages.noise(new SplittableRandom(1), 7, 4);
    RgbImage right = image.turnRight(1);

    assertThat(right.width()).isEqualTo(4);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 7; x++) {
        assertThat(right.rgb(3 - y, x)).isEqualTo(image.rgb(x, y));
      }
    }
    assertThat(image.turnRight(-1).turnRight(1)).isEqualTo(image);
    assertThat(image.turnRight(2)).isEqualTo(right.turnRight(1));
    assertThat(image.turnRight(7)).isEqualTo(image.turnRight(3));
    assertThat(image.turnRight(4)).isEqualTo(image);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void flipping_mirrors_and_twice_gives_the_original(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RgbImage image = TestImages.noise(random, random.nextInt(1, 40), random.nextInt(1, 40));
    RgbImage flipped = image.flipHorizontally();

    for (int x = 0; x < image.width(); x++) {
      assertThat(flipped.rgb(x, 0)).isEqualTo(image.rgb(image.width() - 1 - x, 0));
    }
    assertThat(flipped.flipHorizontally()).isEqualTo(image).hasSameHashCodeAs(image);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_region_at_its_own_size_is_copied_exactly(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RgbImage image = TestImages.noise(random, 31, 23);
    int x = random.nextInt(20);
    int y = random.nextInt(15);

    assertThat(image.resample(Region.ofImage(31, 23), 31, 23)).isEqualTo(image);
    RgbImage part = image.resample(new Region(x, y, 11, 8), 11, 8);
    for (int i = 0; i < 11 * 8; i++) {
      assertThat(part.rgb(i % 11, i / 11)).isEqualTo(image.rgb(x + i % 11, y + i / 11));
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_constant_picture_stays_constant(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] samples = new byte[3 * 50 * 40];
    Arrays.fill(samples, (byte) random.nextInt(256));
    RgbImage image = RgbImage.of(50, 40, samples);
    RgbImage resampled =
        image.resample(region(random, 50, 40), random.nextInt(1, 90), random.nextInt(1, 90));

    byte[] row = new byte[3 * resampled.width()];
    for (int y = 0; y < resampled.height(); y++) {
      resampled.copyRow(y, row);
      assertThat(row).containsOnly(samples[0]);
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void halving_keeps_the_mean(long seed) {
    RgbImage image = TestImages.noise(new SplittableRandom(seed), 200, 160);

    double before = mean(image);
    double after = mean(image.resample(Region.ofImage(200, 160), 100, 80));

    assertThat(after).isCloseTo(before, within(0.5));
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void agrees_with_a_sum_over_the_whole_plane_in_double_precision(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = random.nextInt(1, 60);
    int height = random.nextInt(1, 60);
    RgbImage image = TestImages.noise(random, width, height);
    Region region = region(random, width, height);
    int newWidth = random.nextInt(1, 70);
    int newHeight = random.nextInt(1, 70);

    RgbImage resampled = image.resample(region, newWidth, newHeight);

    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        double[] expected = naive(image, region, newWidth, newHeight, x, y);
        int rgb = resampled.rgb(x, y);
        int[] actual = {rgb >> 16, rgb >> 8 & 255, rgb & 255};
        for (int c = 0; c < 3; c++) {
          assertThat((double) actual[c]).isCloseTo(expected[c], within(0.501));
        }
      }
    }
  }

  private static double[] naive(
      RgbImage image, Region region, int newWidth, int newHeight, int x, int y) {
    double stepX = region.width() / newWidth;
    double stepY = region.height() / newHeight;
    double[] sums = new double[3];
    double total = 0;
    for (int j = 0; j < image.height(); j++) {
      for (int i = 0; i < image.width(); i++) {
        double dx = Math.abs(i + 0.5 - region.x() - (x + 0.5) * stepX) / Math.max(1, stepX);
        double dy = Math.abs(j + 0.5 - region.y() - (y + 0.5) * stepY) / Math.max(1, stepY);
        double weight = Math.max(0, 1 - dx) * Math.max(0, 1 - dy);
        int rgb = image.rgb(i, j);
        sums[0] += weight * (rgb >> 16);
        sums[1] += weight * (rgb >> 8 & 255);
        sums[2] += weight * (rgb & 255);
        total += weight;
      }
    }
    return new double[] {sums[0] / total, sums[1] / total, sums[2] / total};
  }

  private static Region region(SplittableRandom random, int width, int height) {
    double x = random.nextDouble(width * 0.9);
    double y = random.nextDouble(height * 0.9);
    return new Region(
        x, y, random.nextDouble(0.01, 1) * (width - x), random.nextDouble(0.01, 1) * (height - y));
  }

  private static double mean(RgbImage image) {
    byte[] row = new byte[3 * image.width()];
    double sum = 0;
    for (int y = 0; y < image.height(); y++) {
      image.copyRow(y, row);
      for (byte sample : row) {
        sum += sample & 255;
      }
    }
    return sum / (3.0 * image.width() * image.height());
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_4BYTE_ABGR_PRE
      })
  void every_type_of_opaque_colour_gives_the_same_pixels(int type) {
    RgbImage expected = RgbImage.of(TestImages.photo(17, 9, BufferedImage.TYPE_INT_RGB));
    BufferedImage image = TestImages.photo(17, 9, type);

    assertThat(RgbImage.of(image)).isEqualTo(expected);
    assertThat(RgbImage.of(image.getSubimage(3, 2, 5, 4)))
        .isEqualTo(expected.resample(new Region(3, 2, 5, 4), 5, 4));
    assertThat(RgbImage.of(expected.toBufferedImage())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_USHORT_565_RGB,
        BufferedImage.TYPE_USHORT_555_RGB,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void coarse_types_give_the_colours_java_reports(int type) {
    BufferedImage image = TestImages.photo(17, 9, type);
    RgbImage pixels = RgbImage.of(image);

    for (int i = 0; i < 17 * 9; i++) {
      assertThat(pixels.rgb(i % 17, i / 17)).isEqualTo(image.getRGB(i % 17, i / 17) & 0xffffff);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_4BYTE_ABGR})
  void transparency_lies_on_white(int type) {
    BufferedImage image = new BufferedImage(3, 1, type);
    image.setRGB(0, 0, new Color(10, 20, 30, 0).getRGB());
    image.setRGB(1, 0, new Color(10, 20, 30, 51).getRGB());
    image.setRGB(2, 0, new Color(10, 20, 30, 255).getRGB());

    RgbImage pixels = RgbImage.of(image);

    assertThat(pixels.rgb(0, 0)).isEqualTo(0xffffff);
    assertThat(pixels.rgb(1, 0)).isEqualTo(206 << 16 | 208 << 8 | 210);
    assertThat(pixels.rgb(2, 0)).isEqualTo(0x0a141e);
  }

  @Test
  void stored_shades_of_grey_are_not_converted() {
    BufferedImage bytes = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage shorts = new BufferedImage(256, 1, BufferedImage.TYPE_USHORT_GRAY);
    for (int v = 0; v < 256; v++) {
      bytes.getRaster().setSample(v, 0, 0, v);
      shorts.getRaster().setSample(v, 0, 0, 257 * v);
    }

    for (int v = 0; v < 256; v++) {
      assertThat(RgbImage.of(bytes).rgb(v, 0)).isEqualTo(v * 0x010101);
      assertThat(RgbImage.of(shorts).rgb(v, 0)).isEqualTo(v * 0x010101);
    }
  }
}
