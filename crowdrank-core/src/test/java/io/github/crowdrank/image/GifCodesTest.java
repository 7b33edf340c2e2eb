package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes of GIF pictures that would keep Java's reader busy, and those that must not be refused. */
class GifCodesTest {
  private final ImageDecoder strict = ImageDecoder.builder().build();
  private final ImageDecoder lenient = ImageDecoder.builder().lenient(true).build();

  /** With smallest codes of one bit, four times that the table is started anew. */
  private static final byte FOUR_STARTS = (byte) 0xaa;

  /** Where the first block of data begins in a file with 256 colours. */
  private static final int BLOCKS = 13 + 3 * 256 + 11;

  /** The most rows that a picture can have. */
  private static final int HIGHEST = 65_535;

  private static byte[] starts(int side, int bytes) {
    byte[] data = new byte[bytes];
    Arrays.fill(data, FOUR_STARTS);
    return TestGif.of(side, true, 1, data, 255);
  }

  private static GifPicture picture(byte[] file) throws IOException {
    byte[] essential = GifBlocks.essential(file, "it");
    return new GifPicture(essential, GifBlocks.picture(essential, "it"));
  }

  private static byte[] pixels(int count, int colors) {
    SplittableRandom random = new SplittableRandom(count);
    byte[] pixels = new byte[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = (byte) random.nextInt(colors);
    }
    return pixels;
  }

  /** What the reader would do with them takes minutes for a file of 64 MiB. */
  @Test
  void far_more_pixels_than_a_picture_has_are_damage_and_not_read() throws IOException {
    byte[] file = starts(1, 200_000);

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(file))
        .withMessage(
            "the picture is no valid GIF image: it is 1x1 pixels but its data make 65539 or more");
    GifPicture picture = picture(file);
    picture.followCodes(Long.MAX_VALUE);
    assertThat(picture.readable()).hasSizeLessThan(40_000);
    DecodedImage shown = lenient.decode(file);
    assertThat(shown.image().width()).isEqualTo(1);
    assertThat(shown.warnings())
        .filteredOn(warning -> warning.contains("65539"))
        .singleElement()
        .asString()
        .startsWith("The picture is damaged or cut");
  }

  @Test
  void some_pixels_too_many_are_read_over() throws IOException {
    byte[] pixels = pixels(64 * 64 + 500, 256);
    byte[] file = TestGif.of(64, true, 8, TestGif.uncompressed(8, pixels), 255);

    RgbImage image = strict.decode(file).image();

    assertThat(image.rgb(63, 63) & 255).isEqualTo(pixels[64 * 64 - 1] & 255);
    assertThat(image.height()).isEqualTo(64);
  }

  @Test
  void a_table_that_is_started_anew_too_often_is_refused() {
    byte[] file = starts(2000, 600_000);
    ImageLimits limits = ImageLimits.defaults().withMaxPixels(4_000_000);

    for (boolean careless : new boolean[] {false, true}) {
      ImageDecoder decoder = ImageDecoder.builder().limits(limits).lenient(careless).build();
      assertThatExceptionOfType(ImageTooLargeException.class)
          .isThrownBy(() -> decoder.decode(file))
          .withMessage(
              "the picture starts its table of codes anew 1000001 times or more but 1000000 are"
                  + " allowed; store it as PNG, or see ImageLimits.maxPixels");
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 1000000", "25000000, 1000000", "100000000, 4000000", "1000000000, 40000000"})
  void how_often_a_table_is_started_is_allowed_by_pixels(long maxPixels, long starts) {
    assertThat(ImageLimits.defaults().withMaxPixels(maxPixels).mostGifStarts()).isEqualTo(starts);
  }

  /** The fewer the colours, the more often such encoders start the table: up to each two pixels. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void what_encoders_without_compression_write_is_read(int bits) throws IOException {
    byte[] pixels = pixels(300 * 300, 1 << bits);
    byte[] file = TestGif.of(300, true, bits, TestGif.uncompressed(bits, pixels), 255);

    RgbImage image = strict.decode(file).image();

    for (int i = 0; i < pixels.length; i++) {
      assertThat(image.rgb(i % 300, i / 300) & 255).as("pixel %d", i).isEqualTo(pixels[i] & 255);
    }
    GifPicture picture = picture(file);
    picture.followCodes(Long.MAX_VALUE);
    assertThat(picture.starts()).isEqualTo((pixels.length - 1) / ((1 << bits) - 2) + 1);
    assertThat(picture.damage()).isEmpty();
    assertThat(picture.readable()).isEqualTo(file);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "64, 48", "400, 300"})
  void as_many_pixels_are_counted_as_the_picture_has(int width, int height) throws IOException {
    BufferedImage photo = TestImages.photo(width, height, BufferedImage.TYPE_BYTE_INDEXED);
    byte[] file = GifBlocks.essential(TestImages.encode(photo, "gif"), "it");
    int data = GifBlocks.picture(file, "it") + 10;
    data += (file[data - 1] & 0x80) == 0 ? 0 : 3 << (file[data - 1] % 8 + 1);
    GifCodes codes = new GifCodes(file, data + 1, file[data]);

    codes.follow(Long.MAX_VALUE, Long.MAX_VALUE);

    assertThat(codes.pixels()).isEqualTo((long) width * height);
    assertThat(file[codes.end()]).isZero();
  }

  /** Of any codes: those that stand for nothing, more than fit, and two starts in a row. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 8})
  void as_many_pixels_are_counted_as_javas_reader_makes(int bits) throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] data = new byte[random.nextInt(4, 6000)];
      random.nextBytes(data);
      int block = random.nextInt(1, 256);
      // At the end Java's reader goes on with a byte of zeros.
      byte[] longer = TestGif.of(HIGHEST, true, bits, Arrays.copyOf(data, data.length + 1), block);
      GifCodes codes = new GifCodes(longer, BLOCKS, bits);
      codes.follow(Long.MAX_VALUE, Long.MAX_VALUE);
      byte[] file = TestGif.of(HIGHEST, true, bits, data, block);
      // One column, so that each pixel is a row, of which the reader tells.
      file[BLOCKS - 6] = 1;
      file[BLOCKS - 5] = 0;
      GifPicture picture = picture(file);
      picture.followCodes(Long.MAX_VALUE);

      assertThat(rows(picture.readable())).as("seed %d", seed).isEqualTo(codes.pixels());
    }
  }

  private static long rows(byte[] file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    ReadRows rows = new ReadRows();
    reader.addIIOReadProgressListener(rows);
    reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
    reader.read(0);
    reader.dispose();
    return Math.round(rows.percent() / 100.0 * HIGHEST);
  }

  /** Java's reader takes four bytes of the first block and, where it is shorter, reads zeros. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 254})
  void blocks_may_be_short(int block) throws IOException {
    byte[] data = TestGif.uncompressed(7, pixels(64 * 64, 128));
    RgbImage expected = strict.decode(TestGif.of(64, true, 7, data, 255)).image();

    assertThat(strict.decode(TestGif.of(64, true, 7, data, block)).image()).isEqualTo(expected);
  }

  /** A full block cannot take what the short ones before it lack. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_long_block_may_follow_short_ones(int first) throws IOException {
    byte[] data = TestGif.uncompressed(7, pixels(64 * 64, 128));
    RgbImage expected = strict.decode(TestGif.of(64, true, 7, data, 255)).image();
    byte[] start = new byte[1 + first];
    start[0] = (byte) first;
    System.arraycopy(data, 0, start, 1, first);
    byte[] rest = Arrays.copyOfRange(data, first, data.length);
    byte[] file = TestImages.insert(TestGif.of(64, true, 7, rest, 255), BLOCKS, start);

    assertThat(strict.decode(file).image()).isEqualTo(expected);
  }

  /** Java's reader reads on in what follows. */
  @Test
  void a_picture_without_data_is_damaged_whatever_follows() throws IOException {
    byte[] whole = TestGif.of(8, true, 8, TestGif.uncompressed(8, pixels(64, 256)), 255);
    byte[] file = TestImages.insert(whole, BLOCKS, new byte[1]);

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(file))
        .withMessage("the picture is no valid GIF image: its first picture has no data");
    DecodedImage shown = lenient.decode(file);
    assertThat(shown.image().rgb(7, 7)).isEqualTo(shown.image().rgb(0, 0));
    assertThat(shown.warnings()).isNotEmpty();
  }

  @Test
  void cut_codes_are_left_to_the_reader() throws IOException {
    byte[] whole = TestGif.of(8, true, 8, TestGif.uncompressed(8, pixels(64, 256)), 3);
    for (int length = BLOCKS - 11; length < whole.length - 4; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(CorruptImageException.class)
          .as("cut at %d", length)
          .isThrownBy(() -> strict.decode(cut));
    }
  }

  /**
   * A square with the pixels of {@link #starts} inside its control block, where Java's reader looks
   * for a picture, and a harmless picture behind.
   */
  private static byte[] inControlBlock(int blocks) {
    byte[] hidden =
        HexFormat.of().parseHex("21f9ff" + "0000000000" + "2c000000000100010000" + "01ee");
    byte[] block = new byte[256];
    Arrays.fill(block, FOUR_STARTS);
    block[0] = (byte) 255;
    ByteArrayOutputStream extension = new ByteArrayOutputStream();
    extension.writeBytes(hidden);
    extension.write(block, 1, 238);
    for (int i = 0; i < blocks; i++) {
      extension.writeBytes(block);
    }
    extension.write(0);
    byte[] harmless = TestGif.of(1, true, 1, TestGif.uncompressed(8, new byte[1]), 255);
    return TestImages.insert(harmless, BLOCKS - 11, extension.toByteArray());
  }

  /** Java's reader takes eight bytes for it, whatever it says, and reads on behind them. */
  @Test
  void a_picture_within_a_control_block_is_not_read() {
    byte[] file = inControlBlock(800);

    for (ImageDecoder decoder : List.of(strict, lenient)) {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> decoder.decode(file))
          .withMessage(
              "the picture is no valid GIF image: its graphic control extension at byte 781 is no"
                  + " single block of 4 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "0300000000", "050000000000" + "00", "0400000000" + "0100" + "00"})
  void a_control_block_of_another_length_is_damage(String content) throws IOException {
    byte[] whole = TestGif.of(8, true, 8, TestGif.uncompressed(8, pixels(64, 256)), 255);
    byte[] control = HexFormat.of().parseHex("21f9" + content);
    byte[] file = TestImages.insert(whole, BLOCKS - 11, control);

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> lenient.decode(file))
        .withMessageContaining("graphic control extension");
  }

  /** Where nobody follows the codes nobody is to read them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 9, 12, 255})
  void codes_of_an_impossible_length_are_not_read(int bits) throws IOException {
    byte[] file = starts(1, 200_000);
    file[BLOCKS - 1] = (byte) bits;
    PixelReader limits = new PixelReader("it", ImageLimits.defaults(), false, new ReadWarnings());

    assertThat(AdmittedFile.of(file, ImageFormat.defaults(), limits, "it").readable())
        .hasSize(BLOCKS);
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> strict.decode(file));
    assertThat(lenient.decode(file).warnings()).isNotEmpty();
  }

  /** Extensions of all kinds, of which none may lead the reader to another picture. */
  @Test
  void the_picture_that_was_looked_at_is_the_one_that_is_read() throws IOException {
    byte[] whole = TestGif.of(8, true, 8, TestGif.uncompressed(8, pixels(64, 256)), 255);
    int read = 0;
    for (int seed = 0; seed < 2000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] file = whole;
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        file = TestImages.insert(file, BLOCKS - 11, extension(random));
      }
      try {
        GifPicture picture = picture(file);
        byte[] readable = picture.readable();
        assertThat(ImageIO.read(new ByteArrayInputStream(readable)))
            .as("seed %d", seed)
            .returns(picture.width(), BufferedImage::getWidth)
            .returns(picture.height(), BufferedImage::getHeight);
        read++;
      } catch (CorruptImageException e) {
        assertThat(e).hasMessageContaining("graphic control extension");
      }
    }
    assertThat(read).isGreaterThan(500);
  }

  /** With content that is another picture's beginning. */
  private static byte[] extension(SplittableRandom random) {
    int[] labels = {0x01, 0xf9, 0xfe, 0xff, random.nextInt(256)};
    int[] lengths = {4, 11, 12, random.nextInt(40)};
    byte[] content = new byte[lengths[random.nextInt(lengths.length)]];
    for (int i = random.nextInt(16); i + 11 < content.length; i += 12) {
      byte[] other = {0x2c, 0, 0, 0, 0, 3, 0, 3, 0, 0, 2};
      System.arraycopy(other, 0, content, i, other.length);
    }
    ByteArrayOutputStream extension = new ByteArrayOutputStream();
    extension.write(0x21);
    extension.write(labels[random.nextInt(labels.length)]);
    if (content.length > 0) {
      extension.write(content.length);
    }
    extension.writeBytes(content);
    extension.write(0);
    return extension.toByteArray();
  }
}
