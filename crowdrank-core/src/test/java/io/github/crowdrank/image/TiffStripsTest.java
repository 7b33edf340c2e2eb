package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces of TIFF images of which something is missing and whose reader says nothing. */
class TiffStripsTest {
  private static final Set<ImageFormat> TIFF = Set.of(ImageFormat.TIFF);

  private final ImageDecoder strict = ImageDecoder.builder().formats(TIFF).build();
  private final ImageDecoder lenient = ImageDecoder.builder().formats(TIFF).lenient(true).build();

  /** Of 10x10 pixels of grey in one strip. */
  private static byte[] grey(int compression, int length, byte[] data) {
    return TestTiff.page(
        new int[][] {
          {256, 10},
          {257, 10},
          {258, 8},
          {259, compression},
          {262, 1},
          {273, TestTiff.DATA},
          {277, 1},
          {278, 10},
          {279, length}
        },
        data);
  }

  private void assertRefused(byte[] file, String damage) throws IOException {
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(file))
        .withMessage("the picture is no valid TIFF image: " + damage);
    assertThat(lenient.decode(file).warnings()).anyMatch(warning -> warning.contains(damage));
  }

  @ParameterizedTest
  @CsvSource({"100, true", "99, false", "50, false", "101, true", "2000000000, true"})
  void an_uncompressed_strip_has_the_bytes_of_its_rows(int length, boolean enough)
      throws IOException {
    byte[] file = grey(1, length, new byte[120]);

    if (enough) {
      assertThat(strict.decode(file).image()).hasToString("RgbImage[10x10]");
    } else {
      assertRefused(file, "its strip 0 has %d bytes but needs 100".formatted(length));
    }
  }

  @Test
  void a_deflated_strip_ends_with_the_checksum_of_what_it_holds() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      for (int i = 0; i < 100; i++) {
        deflater.write(2 * i);
      }
    }
    byte[] right = out.toByteArray();
    byte[] wrong = right.clone();
    wrong[wrong.length - 1]++;
    byte[] cut = Arrays.copyOf(right, right.length - 3);

    assertThat(strict.decode(grey(8, right.length, right)).image().rgb(9, 9)).isEqualTo(0xc6c6c6);
    String damage = "its strip 0 does not end with the checksum of what it holds";
    assertRefused(grey(8, wrong.length, wrong), damage);
    assertRefused(grey(8, cut.length, cut), damage);
  }

  @Test
  void jpeg_data_that_end_early_are_an_error_and_what_the_reader_does_without_is_a_warning()
      throws IOException {
    BufferedImage photo = TestImages.photo(10, 10, BufferedImage.TYPE_BYTE_GRAY);
    byte[] jpeg = TestImages.jpeg(photo, false);
    String harmless = "Missing JPEGTables for tiled/striped TIFF with compression: 7 (JPEG)";
    byte[] withoutTag =
        TestTiff.page(
            new int[][] {
              {256, 10},
              {257, 10},
              {258, 8},
              {259, 7},
              {273, TestTiff.DATA},
              {277, 1},
              {279, jpeg.length}
            },
            jpeg);

    assertThat(strict.decode(grey(7, jpeg.length, jpeg)).warnings()).isEmpty();
    assertThat(strict.decode(withoutTag).warnings())
        .containsExactly("Missing PhotometricInterpretation, determining fallback: 1");
    assertThat(TiffWarnings.isDamage(harmless)).isFalse();
    byte[] cut = grey(7, jpeg.length - 20, jpeg);
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(cut))
        .withMessageStartingWith("the picture is a damaged or cut TIFF image (")
        .withMessageContaining("premature end of data segment");
    assertThat(lenient.decode(cut).warnings())
        .contains("Corrupt JPEG data: premature end of data segment");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void too_few_bytes_for_a_jpeg_are_damage_and_nothing_worse(int bytes) {
    byte[] file = grey(7, bytes, new byte[] {-1, -40, -1, -1});

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(file))
        .withMessageStartingWith("the picture is");
  }

  /** What it has no pixels for would be black. */
  @ParameterizedTest
  @CsvSource({"10, 10, true", "16, 16, true", "9, 10, false", "10, 9, false", "8, 8, false"})
  void a_jpeg_image_is_as_large_as_its_strip(int width, int height, boolean enough)
      throws IOException {
    BufferedImage photo = TestImages.photo(width, height, BufferedImage.TYPE_BYTE_GRAY);
    byte[] jpeg = TestImages.jpeg(photo, false);
    byte[] file = grey(7, jpeg.length, jpeg);

    if (enough) {
      assertThat(strict.decode(file).warnings()).isEmpty();
    } else {
      assertRefused(
          file,
          "its strip 0 is 10x10 pixels but holds a JPEG image of %dx%d".formatted(width, height));
    }
  }

  /** Its reader does not hand on what it is told of such data. */
  @Test
  void jpeg_data_of_the_old_style_are_not_read() throws IOException {
    BufferedImage photo = TestImages.photo(10, 10, BufferedImage.TYPE_BYTE_GRAY);
    byte[] jpeg = TestImages.jpeg(photo, false);

    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> strict.decode(grey(6, jpeg.length, jpeg)))
        .withMessageContaining("JPEG data of the old style, compression 6")
        .withMessageEndingWith("store it as JPEG");
  }

  @ParameterizedTest
  @CsvSource({"16, true", "16777216, true", "16777217, false", "2147483647, false"})
  void no_room_is_made_for_tiles_far_wider_than_the_image(int side, boolean allowed)
      throws IOException {
    byte[] file =
        TestTiff.page(
            new int[][] {
              {256, 1},
              {257, 1},
              {258, 8},
              {259, 1},
              {262, 1},
              {277, 1},
              {322, side},
              {323, 1},
              {324, TestTiff.DATA},
              {325, side}
            },
            new byte[16]);

    if (allowed) {
      assertThat(lenient.decode(file).image()).hasToString("RgbImage[1x1]");
    } else {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> lenient.decode(file))
          .withMessageEndingWith(
              "its tiles have %d pixels in a row but the image has 1".formatted(side));
    }
  }

  /** Found by fuzzing: the reader made room for half a gigabyte to learn of the colours. */
  @ParameterizedTest
  @CsvSource({
    "134284032, 4, 134284032",
    "65536, 4, 65536",
    "-1, 4, 4294967295",
    // A fraction, the first eight bytes of the file.
    "0, 5, 5570108494515798024"
  })
  void no_room_is_made_for_more_samples_than_can_be(int value, int type, String declared) {
    byte[] file =
        TestTiff.page(
            new int[][] {
              {256, 16}, {257, 12}, {258, 8}, {259, 1}, {262, 1}, {273, TestTiff.DATA}, {277, value}
            },
            new byte[16 * 12]);
    file[10 + 6 * 12 + 3] = (byte) type;

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> lenient.decode(file))
        .withMessageEndingWith(
            "it declares %s samples per pixel but no more than 65535 can be".formatted(declared));
  }

  @Test
  void what_is_too_large_is_refused_before_its_strips_are_looked_at() {
    byte[] file = grey(8, 1, new byte[1]);
    file[10 + 8] = 1;

    assertThatExceptionOfType(ImageTooLargeException.class)
        .isThrownBy(() -> strict.decode(file))
        .withMessageStartingWith("the picture is 16777226x10 pixels");
  }
}
