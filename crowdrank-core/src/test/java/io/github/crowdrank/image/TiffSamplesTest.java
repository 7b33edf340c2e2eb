package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the samples of TIFF images are taken for, by their number, size, format and ExtraSamples.
 */
class TiffSamplesTest {
  private static final int WIDTH = 256;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int SIGNED = 2;
  private static final int FLOATING = 3;

  private static final Set<ImageFormat> TIFF = Set.of(ImageFormat.TIFF);

  /** A sample of the pixel at x in a channel, from 0 for black to 255 for white. */
  private interface Shade {
    int at(int x, int channel);
  }

  private final ImageDecoder strict = ImageDecoder.builder().formats(TIFF).build();
  private final ImageDecoder lenient = ImageDecoder.builder().formats(TIFF).lenient(true).build();

  /** A row of 256 pixels in one piece, or one piece a channel, with tags besides. */
  private static byte[] row(
      int interpretation, int channels, int bits, byte[] data, int[]... besides) {
    List<int[]> tags =
        new ArrayList<>(
            List.of(
                new int[] {256, WIDTH},
                new int[] {257, 1},
                new int[] {258, bits},
                new int[] {259, 1},
                new int[] {262, interpretation},
                new int[] {273, TestTiff.DATA},
                new int[] {277, channels},
                new int[] {278, 1},
                new int[] {279, data.length}));
    tags.addAll(List.of(besides));
    tags.sort((a, b) -> a[0] - b[0]);
    return TestTiff.page(tags.toArray(int[][]::new), data);
  }

  private static byte[] bytes(int channels, Shade shade) {
    byte[] data = new byte[WIDTH * channels];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) shade.at(i / channels, i % channels);
    }
    return data;
  }

  /** Of one channel in which the shade of each pixel is its x. */
  private static byte[] whole(int bits) {
    BigInteger white = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    BigInteger all = BigInteger.ONE;
    for (int x = 0; x < WIDTH; x++) {
      BigInteger sample =
          white
              .multiply(BigInteger.valueOf(x))
              .add(BigInteger.valueOf(127))
              .divide(BigInteger.valueOf(255));
      all = all.shiftLeft(bits).or(sample);
    }
    byte[] withLead = all.toByteArray();
    byte[] data = new byte[WIDTH * bits / 8];
    System.arraycopy(withLead, withLead.length - data.length, data, 0, data.length);
    return data;
  }

  private void assertShades(byte[] file, Shade expected) throws IOException {
    for (ImageDecoder decoder : new ImageDecoder[] {strict, lenient}) {
      RgbImage image = decoder.decode(file).image();
      for (int x = 0; x < WIDTH; x++) {
        int pixel = expected.at(x, 0) << 16 | expected.at(x, 1) << 8 | expected.at(x, 2);
        assertThat(image.rgb(x, 0)).as("pixel %d", x).isEqualTo(pixel);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "10, 1", "12, 1", "14, 1", "16, 1", "24, 1", "32, 1", "32, 2"})
  void white_is_the_largest_whole_number_of_as_many_bits(int bits, int format) throws IOException {
    byte[] data = whole(bits);

    assertShades(row(BLACK_IS_ZERO, 1, bits, data, new int[] {339, format}), (x, channel) -> x);
    assertShades(row(0, 1, bits, data, new int[] {339, format}), (x, channel) -> 255 - x);
  }

  @Test
  void signed_shades_of_16_bits_are_refused() {
    byte[] file = row(BLACK_IS_ZERO, 1, 16, whole(16), new int[] {339, SIGNED});

    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> strict.decode(file));
  }

  @ParameterizedTest
  @CsvSource({"1, 32", "1, 64", "3, 32", "3, 64"})
  void white_is_the_floating_point_number_1(int channels, int bits) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(WIDTH * channels * bits / 8);
    while (data.hasRemaining()) {
      int x = data.position() / (channels * bits / 8);
      double shade = x / 255.0;
      if (bits == 32) {
        data.putFloat((float) shade);
      } else {
        data.putDouble(shade);
      }
    }
    int interpretation = channels == 1 ? BLACK_IS_ZERO : RGB;

    assertShades(
        row(interpretation, channels, bits, data.array(), new int[] {339, FLOATING}),
        (x, channel) -> x);
  }

  @Test
  void floating_point_numbers_beyond_black_and_white_are_taken_for_them() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(4 * WIDTH);
    for (int x = 0; x < WIDTH; x++) {
      data.putFloat(x == 0 ? Float.NaN : (x - 100) / 51f);
    }
    byte[] file = row(BLACK_IS_ZERO, 1, 32, data.array(), new int[] {339, FLOATING});

    assertShades(file, (x, channel) -> 5 * Math.max(0, Math.min(51, x - 100)));
  }

  private static final Shade COLOUR =
      (x, channel) -> channel < 3 ? x / (channel + 1) : (7 * x + channel) % 256;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void samples_of_no_known_meaning_are_left_out(int colours) throws IOException {
    int interpretation = colours == 1 ? BLACK_IS_ZERO : RGB;
    Shade shade = (x, channel) -> channel < colours ? x / (channel + 1) : 255 - x;
    Shade expected = (x, channel) -> x / (channel % colours + 1);

    byte[] one = bytes(colours + 1, shade);
    byte[] two = bytes(colours + 2, shade);

    assertShades(row(interpretation, colours + 1, 8, one, new int[] {338, 0}), expected);
    assertShades(row(interpretation, colours + 2, 8, two, new int[] {338, 0, 0}), expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void associated_alpha_has_been_multiplied_by_already(int colours) throws IOException {
    int interpretation = colours == 1 ? BLACK_IS_ZERO : RGB;
    Shade shade = (x, channel) -> channel < colours ? x / (channel + 2) : channel > colours ? 9 : x;
    Shade expected = (x, channel) -> x / (channel % colours + 2) + 255 - x;

    byte[] alpha = bytes(colours + 1, shade);
    byte[] another = bytes(colours + 2, shade);

    assertShades(row(interpretation, colours + 1, 8, alpha, new int[] {338, 1}), expected);
    if (colours == 3) {
      assertShades(row(interpretation, colours + 2, 8, another, new int[] {338, 1, 0}), expected);
    }
  }

  @Test
  void colours_brighter_than_their_associated_alpha_are_white() throws IOException {
    byte[] data = bytes(4, (x, channel) -> channel < 3 ? x : 100);

    assertShades(row(RGB, 4, 8, data, new int[] {338, 1}), (x, channel) -> Math.min(255, x + 155));
  }

  /** Writers leave the tag out, and all readers known take the sample for alpha then. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void unassociated_alpha_is_multiplied_by_also_where_nothing_says_that_it_is_alpha(boolean isSaid)
      throws IOException {
    int[][] besides = isSaid ? new int[][] {{338, 2}} : new int[0][];

    byte[] file = row(RGB, 4, 8, bytes(4, COLOUR), besides);

    assertShades(
        file,
        (x, channel) -> {
          int alpha = COLOUR.at(x, 3);
          return (COLOUR.at(x, channel) * alpha + 255 * (255 - alpha) + 127) / 255;
        });
  }

  @Test
  void alpha_of_32_bits_is_that_of_8() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(4 * 4 * WIDTH);
    for (byte sample : bytes(4, COLOUR)) {
      data.putInt((sample & 255) * 0x01010101);
    }

    byte[] eight = row(RGB, 4, 8, bytes(4, COLOUR), new int[] {338, 2});
    byte[] file = row(RGB, 4, 32, data.array(), new int[] {338, 2});

    RgbImage expected = strict.decode(eight).image();
    assertShades(file, (x, channel) -> (expected.rgb(x, 0) >> (16 - 8 * channel)) & 255);
  }

  @Test
  void only_alpha_makes_pixels_transparent() throws IOException {
    ImageDecoder opaque = ImageDecoder.builder().formats(TIFF).opaque(true).build();
    byte[] unknown = row(RGB, 4, 8, bytes(4, COLOUR), new int[] {338, 0});
    byte[] alpha = row(RGB, 4, 8, bytes(4, COLOUR), new int[] {338, 2});

    assertThat(opaque.decode(unknown).image().rgb(240, 0)).isEqualTo(0xf07850);
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> opaque.decode(alpha))
        .withMessageContaining("has transparent pixels");
  }

  @Test
  void pictures_in_memory_that_are_multiplied_lie_on_white() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR_PRE);
    image.getRaster().setPixel(0, 0, new int[] {40, 20, 10, 51});

    assertThat(RgbImage.of(image).rgb(0, 0)).isEqualTo(0xf4e0d6);
  }
}
