package io.github.crowdrank.image;

import static io.github.crowdrank.image.TestImages.encode;
import static io.github.crowdrank.image.TestImages.photo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedImageTest {
  private final ImageDecoder strict = ImageDecoder.builder().build();
  private final ImageDecoder lenient = ImageDecoder.builder().lenient(true).build();

  private static byte[] file(String format) throws IOException {
    BufferedImage image = photo(64, 48, BufferedImage.TYPE_3BYTE_BGR);
    return switch (format) {
      case "progressive" -> TestImages.jpeg(image, true);
      case "gif" -> encode(photo(64, 48, BufferedImage.TYPE_BYTE_INDEXED), "gif");
      default -> encode(image, format);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "progressive", "png", "gif", "bmp"})
  void a_file_cut_anywhere_is_refused_or_whole(String format) throws IOException {
    byte[] whole = file(format);
    RgbImage expected = strict.decode(whole).image();
    int complete = 0;
    for (int length = 3; length < whole.length; length += length < 700 ? 1 : 37) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        assertThat(strict.decode(cut).image()).isEqualTo(expected);
        complete++;
      } catch (CorruptImageException | UnsupportedImageException e) {
        assertThat(e).hasMessageStartingWith("the picture is ");
      }
    }
    assertThat(complete).isLessThan(5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twenty_cuts_through_the_pixels_of_a_jpeg_are_flagged(boolean progressive)
      throws IOException {
    byte[] whole = TestImages.jpeg(photo(256, 192, BufferedImage.TYPE_3BYTE_BGR), progressive);
    for (int i = 0; i < 20; i++) {
      byte[] cut = Arrays.copyOf(whole, whole.length * (i + 10) / 30);

      assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> strict.decode(cut));
    }
  }

  @Test
  void what_is_left_of_a_cut_jpeg_is_shown_if_asked() throws IOException {
    byte[] whole = TestImages.jpeg(photo(256, 192, BufferedImage.TYPE_3BYTE_BGR), false);
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);

    DecodedImage shown = lenient.decode(cut);

    assertThat(shown.warnings()).isNotEmpty();
    Region upper = new Region(0, 0, 256, 64);
    assertThat(shown.image().resample(upper, 256, 64))
        .isEqualTo(strict.decode(whole).image().resample(upper, 256, 64));
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(cut))
        .withMessageStartingWith("the picture is a damaged or cut JPEG image (")
        .withMessageEndingWith("a lenient ImageDecoder shows what is left of it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "progressive", "png", "gif", "bmp"})
  void random_damage_ends_in_a_picture_or_an_image_exception(String format) throws IOException {
    byte[] whole = file(format);
    SplittableRandom random = new SplittableRandom(format.hashCode());
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = whole.clone();
      for (int flips = random.nextInt(1, 8); flips > 0; flips--) {
        // Half of the damage goes where the structure is.
        int at = random.nextInt(random.nextBoolean() ? 100 : damaged.length);
        damaged[at] = (byte) random.nextInt(256);
      }
      try {
        lenient.decode(damaged);
      } catch (ImageException e) {
        assertThat(e).hasMessageStartingWith("the picture ");
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 999);
  }

  @ParameterizedTest
  @CsvSource({"jpeg,60000,60000", "png,60000,60000", "gif,60000,60000", "jpeg,10001,10000"})
  void sides_are_judged_by_the_header(String format, int width, int height) throws IOException {
    ImageDecoder decoder =
        ImageDecoder.builder().limits(ImageLimits.defaults().withMaxSide(65_535)).build();
    byte[] lying = file(format);
    ByteBuffer buffer = ByteBuffer.wrap(lying);
    switch (format) {
      case "png" -> {
        buffer.putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(lying, 12, 17);
        buffer.putInt(29, (int) crc.getValue());
      }
      case "gif" -> {
        int frame = new String(lying, StandardCharsets.ISO_8859_1).indexOf(",\0\0\0\0");
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(frame + 5, (short) width).putShort(frame + 7, (short) height);
      }
      default -> {
        int frame = new String(lying, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
        buffer.putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
      }
    }

    assertThatExceptionOfType(ImageTooLargeException.class)
        .isThrownBy(() -> decoder.decode(lying))
        .withMessage(
            "the picture is %dx%d pixels but 100000000 pixels are allowed; "
                    .formatted(width, height)
                + "make it smaller or raise ImageLimits.maxPixels");
    if ((long) width * height > Integer.MAX_VALUE) {
      ImageDecoder unlimited = ImageDecoder.builder().limits(ImageLimits.unlimited()).build();
      assertThatExceptionOfType(ImageTooLargeException.class)
          .isThrownBy(() -> unlimited.decode(lying))
          .withMessageEndingWith("but an array holds at most 715827882 pixels");
    }
  }

  @Test
  void each_limit_is_named_with_what_was_found(@TempDir Path folder) throws IOException {
    byte[] png = file("png");
    Path path = Files.write(folder.resolve("crowd.png"), png);
    ImageLimits limits = ImageLimits.defaults();

    assertTooLarge(limits.withMaxSide(63), path)
        .hasMessage(
            path
                + " is 64x48 pixels but sides up to 63 are allowed; "
                + "make it smaller or raise ImageLimits.maxSide");
    assertTooLarge(limits.withMaxPixels(64 * 48 - 1), path)
        .hasMessageContaining("64x48 pixels but 3071 pixels are allowed");
    assertTooLarge(limits.withMaxFileBytes(png.length - 1), path)
        .hasMessageContaining(path + " has " + png.length + " bytes");
    ImageDecoder exact =
        ImageDecoder.builder().limits(new ImageLimits(png.length, 64 * 48, 64, 1, 1)).build();
    assertThat(exact.decode(path).image()).isEqualTo(strict.decode(path).image());
    assertThat(exact.decode(new ByteArrayInputStream(png)).warnings()).isEmpty();
    ImageDecoder small =
        ImageDecoder.builder().limits(limits.withMaxFileBytes(png.length - 1)).build();
    assertThatThrownBy(() -> small.decode(new ByteArrayInputStream(png)))
        .isInstanceOf(ImageTooLargeException.class)
        .hasMessageStartingWith("the stream has " + png.length + " bytes or more");
    assertThatThrownBy(() -> small.decode(png)).isInstanceOf(ImageTooLargeException.class);
  }

  private static AbstractThrowableAssert<?, ?> assertTooLarge(ImageLimits limits, Path path) {
    ImageDecoder decoder = ImageDecoder.builder().limits(limits).build();
    return assertThatThrownBy(() -> decoder.decode(path))
        .isInstanceOf(ImageTooLargeException.class);
  }

  @Test
  void limits_are_positive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageLimits.defaults().withMaxJpegScans(0))
        .withMessage("maxJpegScans is 1 or more but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageLimits.defaults().withMaxFileBytes(-1))
        .withMessage("maxFileBytes is 1 or more but was -1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html>|is no image (it begins with 3c 68 74 6d 6c 3e)",
        "''|is empty",
        "1234ftypheic|is a HEIF or AVIF image"
      })
  void other_formats_are_named(String content, String what) {
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> strict.decode(content.getBytes(StandardCharsets.ISO_8859_1)))
        .withMessage("the picture " + what + "; BMP, GIF, JPEG, PNG can be read");
  }

  @ParameterizedTest
  @CsvSource({"'RIFF1234WEBPVP8 ',WebP", "'II*\0x',TIFF", "'MM\0+',TIFF"})
  void formats_that_are_not_allowed_are_named(String content, String title) {
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> strict.decode(content.getBytes(StandardCharsets.ISO_8859_1)))
        .withMessage(
            "the picture is a "
                + title
                + " image; BMP, GIF, JPEG, PNG can be read; see ImageDecoder.Builder.formats");
  }

  @Test
  void a_format_that_is_taken_away_is_refused() throws IOException {
    ImageDecoder jpegOnly = ImageDecoder.builder().formats(Set.of(ImageFormat.JPEG)).build();

    assertThat(jpegOnly.decode(file("jpeg")).warnings()).isEmpty();
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> jpegOnly.decode(file("png")))
        .withMessage(
            "the picture is a PNG image; JPEG can be read; see ImageDecoder.Builder.formats");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp"})
  void what_is_left_of_other_cut_pictures_is_shown_if_asked(String format) throws IOException {
    byte[] whole = file(format);
    byte[] cut = Arrays.copyOf(whole, whole.length * 2 / 3);

    DecodedImage shown = lenient.decode(cut);

    assertThat(shown.warnings())
        .singleElement()
        .asString()
        .startsWith("The picture is damaged or cut (")
        .endsWith("what is missing is blank.");
    // A bitmap begins at its last row, and Java's GIFs hold each eighth row first.
    Region there = new Region(0, format.equals("bmp") ? 47 : 0, 64, 1);
    assertThat(shown.image().resample(there, 64, 1))
        .isEqualTo(strict.decode(whole).image().resample(there, 64, 1));
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> strict.decode(cut));
  }

  /** Cut between two blocks of its data and closed as if it were whole, as no reader notices. */
  @Test
  void a_gif_whose_data_end_early_is_refused_or_shown_with_a_warning() throws IOException {
    byte[] whole = file("gif");
    int block = 13 + (3 << ((whole[10] & 7) + 1)) + 10 + 1; // the first block of data
    while (whole[block - 11] != 0x2c) {
      block++; // extensions precede it
    }
    int second = block + 1 + (whole[block] & 0xff);
    byte[] closed = Arrays.copyOf(whole, second + 2);
    closed[second] = 0;
    closed[second + 1] = 0x3b;

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(closed))
        .withMessageMatching(".*its data end after \\d+ % of its rows");
    assertThat(lenient.decode(closed).warnings())
        .singleElement()
        .asString()
        .contains("of its rows");
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647,6,ImageTooLargeException",
    "6,2147483647,ImageTooLargeException",
    "50000,-50000,ImageTooLargeException",
    "6,-2147483648,ImageTooLargeException",
    "3000000,2000000,ImageTooLargeException",
    "-7,6,CorruptImageException",
    "0,6,CorruptImageException",
    "6,0,CorruptImageException"
  })
  void sides_of_a_bitmap_are_judged_by_the_header(int width, int height, String outcome)
      throws IOException {
    byte[] lying = file("bmp");
    ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);

    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> strict.decode(lying))
        .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(outcome));
  }

  /** Java's reader would take minutes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 60_000})
  void comments_of_a_gif_cost_nothing(int blocks) throws IOException {
    byte[] whole = file("gif");
    byte[] comment = new byte[3 + 256 * blocks];
    comment[0] = 0x21;
    comment[1] = (byte) 0xfe;
    for (int i = 0; i < blocks; i++) {
      comment[2 + 256 * i] = -1;
    }
    int head = 13 + (3 << ((whole[10] & 7) + 1));
    byte[] commented = TestImages.insert(whole, head, comment);
    byte[] endless = Arrays.copyOf(commented, head + comment.length - 1);

    assertThat(strict.decode(commented)).isEqualTo(strict.decode(whole));
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> lenient.decode(endless))
        .withMessage("the picture is no valid GIF image: it ends before its first picture");
  }

  @ParameterizedTest
  @CsvSource({"4,JPEG", "5,PNG"})
  void a_bitmap_that_holds_another_image_is_unsupported(int compression, String title)
      throws IOException {
    byte[] bitmap = file("bmp");
    ByteBuffer.wrap(bitmap).order(ByteOrder.LITTLE_ENDIAN).putInt(30, compression);

    for (ImageDecoder decoder : List.of(strict, lenient)) {
      assertThatExceptionOfType(UnsupportedImageException.class)
          .isThrownBy(() -> decoder.decode(bitmap))
          .withMessage(
              "the picture is a BMP image with a %s image inside, which is not read; store it as %s"
                  .formatted(title, title));
    }
  }

  /** No profile is applied, so it does not matter what it is, or whether it is there. */
  @ParameterizedTest
  @CsvSource({"LINK,0,0", "LINK,124,20", "MBED,124,20", "MBED,2147483647,2147483647", "MBED,-9,-9"})
  void a_bitmap_with_a_colour_profile_is_read_as_it_is_stored(String kind, int offset, int size)
      throws IOException {
    byte[] plain = file("bmp");
    byte[] profiled = TestImages.insert(plain, 54, new byte[84]);
    ByteBuffer.wrap(profiled)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(2, profiled.length)
        .putInt(10, 54 + 84)
        .putInt(14, 124)
        .putInt(70, ByteBuffer.wrap(kind.getBytes(StandardCharsets.US_ASCII)).getInt())
        .putInt(126, offset)
        .putInt(130, size);

    assertThat(strict.decode(profiled)).isEqualTo(strict.decode(plain));
  }

  @Test
  void a_bitmap_of_os2_is_read() throws IOException {
    byte[] windows = file("bmp");
    byte[] os2 = TestImages.insert(windows, 54, new byte[24]);
    ByteBuffer.wrap(os2).order(ByteOrder.LITTLE_ENDIAN).putInt(14, 64).putInt(10, 54 + 24);

    assertThat(strict.decode(os2)).isEqualTo(strict.decode(windows));
  }

  @Test
  void rare_kinds_of_jpeg_are_unsupported() throws IOException {
    byte[] jpeg = file("jpeg");
    int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    byte[] twelveBits = jpeg.clone();
    twelveBits[frame + 4] = 12;
    byte[] lossless = jpeg.clone();
    lossless[frame + 1] = (byte) 0xc3;

    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> strict.decode(twelveBits))
        .withMessageContaining("of kind SOF0 with 12 bits");
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> strict.decode(lossless))
        .withMessageContaining("of kind SOF3 with 8 bits");
  }
}
