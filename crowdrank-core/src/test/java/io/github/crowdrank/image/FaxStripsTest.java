package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strips coded as by fax machines, of which TwelveMonkeys' reader makes up what is missing. */
class FaxStripsTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;
  private static final Set<ImageFormat> TIFF = Set.of(ImageFormat.TIFF);

  private final ImageDecoder strict = ImageDecoder.builder().formats(TIFF).build();
  private final ImageDecoder lenient = ImageDecoder.builder().formats(TIFF).lenient(true).build();

  /** The one strip of a picture. */
  private static byte[] strip(String compression) throws IOException {
    BufferedImage photo = TestImages.photo(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
    byte[] file = TestTiff.encode(photo, compression);
    ByteBuffer tiff = ByteBuffer.wrap(file);
    tiff.order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int begin = 0;
    for (int entry = tiff.getInt(4) + 2; begin == 0; entry += 12) {
      begin = tiff.getShort(entry) == 273 ? tiff.getInt(entry + 8) : 0;
    }
    return Arrays.copyOfRange(file, begin, file.length);
  }

  private static int[][] tags(int compression, int fillOrder, int length) {
    return new int[][] {
      {256, WIDTH},
      {257, HEIGHT},
      {258, 1},
      {259, compression},
      {262, 0},
      {266, fillOrder},
      {273, TestTiff.DATA},
      {277, 1},
      {278, HEIGHT},
      {279, length},
      // Rows of two dimensions, as Java's writer makes of T.4.
      {292, 5}
    };
  }

  @ParameterizedTest
  @CsvSource({"CCITT RLE, 2", "CCITT T.4, 3", "CCITT T.6, 4"})
  void a_strip_that_ends_anywhere_is_refused_or_whole(String title, int compression)
      throws IOException {
    byte[] strip = strip(title);
    DecodedImage whole = strict.decode(TestTiff.page(tags(compression, 1, strip.length), strip));
    assertThat(whole.warnings()).isEmpty();

    int refused = 0;
    for (int length = 1; length < strip.length; length++) {
      byte[] file = TestTiff.page(tags(compression, 1, length), strip);
      try {
        assertThat(strict.decode(file)).isEqualTo(whole);
      } catch (CorruptImageException e) {
        refused++;
        assertThat(lenient.decode(file).warnings()).hasSize(1);
      }
    }
    assertThat(refused).isGreaterThan(strip.length - 15);
  }

  @Test
  void the_order_of_bits_and_bigtiff_make_no_difference() throws IOException {
    byte[] strip = strip("CCITT T.6");
    byte[] reversed = strip.clone();
    for (int i = 0; i < strip.length; i++) {
      reversed[i] = (byte) (Integer.reverse(strip[i]) >>> 24);
    }
    DecodedImage whole = strict.decode(TestTiff.page(tags(4, 1, strip.length), strip));

    for (int length : new int[] {strip.length, strip.length / 2}) {
      byte[][] files = {
        TestTiff.page(tags(4, 2, length), reversed),
        TestTiff.bigPage(tags(4, 1, length), strip),
        TestTiff.bigPage(tags(4, 2, length), reversed)
      };
      for (byte[] file : files) {
        if (length == strip.length) {
          assertThat(strict.decode(file)).isEqualTo(whole);
        } else {
          assertThatExceptionOfType(CorruptImageException.class)
              .isThrownBy(() -> strict.decode(file))
              .withMessageEndingWith("Unknown code in Huffman RLE stream");
        }
      }
    }
  }

  /** Copies of what lies in many strips at once would have no end. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void strips_do_not_lie_over_each_other(boolean overlap) throws IOException {
    byte[] strip = strip("CCITT T.6");
    int strips = 48;
    int bytes = overlap ? 2000 : strip.length;
    byte[] data = Arrays.copyOf(strip, 8 * strips + 2000);
    ByteBuffer values = ByteBuffer.wrap(data);
    for (int i = 0; i < strips; i++) {
      values.putInt(2000 + 4 * i, TestTiff.DATA).putInt(2000 + 4 * (strips + i), bytes);
    }
    int[][] tags = tags(4, 1, TestTiff.DATA + 2000 + 4 * strips);
    tags[6][1] = TestTiff.DATA + 2000;
    tags[8][1] = 1;
    byte[] file = TestTiff.page(tags, data);
    ByteBuffer.wrap(file).putInt(10 + 6 * 12 + 4, strips).putInt(10 + 9 * 12 + 4, strips);

    if (overlap) {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> strict.decode(file))
          .withMessage("the picture is no valid TIFF image: its strips lie over each other");
    } else {
      assertThat(strict.decode(file).image()).hasToString("RgbImage[64x48]");
    }
  }

  /** More than the image has, or none for all of it. */
  @ParameterizedTest
  @CsvSource({"273, 2000000000", "257, 0", "256, 0", "278, 0", "277, 0", "279, 0", "277, -1"})
  void whatever_the_tags_say_is_read_or_refused(int tag, int value) throws IOException {
    byte[] strip = strip("CCITT T.6");
    int[][] tags = tags(4, 1, strip.length);
    for (int[] entry : tags) {
      if (entry[0] == tag) {
        entry[1] = value;
      }
    }
    byte[] file = TestTiff.page(tags, strip);

    try {
      assertThat(lenient.decode(file).image()).hasToString("RgbImage[64x48]");
    } catch (CorruptImageException e) {
      assertThat(e).hasMessageStartingWith("the picture is ");
    }
  }

  @Test
  void strips_behind_those_of_the_image_are_not_looked_at() throws IOException {
    byte[] strip = strip("CCITT T.6");
    byte[] data = Arrays.copyOf(strip, strip.length + 16);
    int values = TestTiff.DATA + strip.length;
    ByteBuffer.wrap(data, strip.length, 16)
        .putInt(TestTiff.DATA)
        .putInt(1 << 30)
        .putInt(strip.length)
        .putInt(1 << 30);
    int[][] tags = tags(4, 1, values + 8);
    tags[6][1] = values;
    byte[] file = TestTiff.page(tags, data);
    ByteBuffer.wrap(file).putInt(10 + 6 * 12 + 4, 2).putInt(10 + 9 * 12 + 4, 2);

    assertThat(strict.decode(file))
        .isEqualTo(strict.decode(TestTiff.page(tags(4, 1, strip.length), strip)));
  }
}
