package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  private static final String EXIF_TABLE =
      """
      1, top,    left
      2, top,    right
      3, bottom, right
      4, bottom, left
      5, left,   top
      6, right,  top
      7, right,  bottom
      8, left,   bottom
      """;

  /** The table of EXIF 2.32, section 4.6.4: at which side of the picture row 0 and column 0 lie. */
  @ParameterizedTest(name = "{0}: row 0 is {1}, column 0 is {2}")
  @CsvSource(textBlock = EXIF_TABLE)
  void stored_rows_and_columns_come_to_lie_where_exif_says(int value, String row0, String column0) {
    RgbImage picture = TestImages.noise(new SplittableRandom(value), 7, 4);
    RgbImage stored = stored(picture, row0, column0);
    List<String> warnings = new ArrayList<>();

    Orientation orientation = Orientation.of(TestImages.exif(value), warnings);

    assertThat(orientation.upright(stored)).isEqualTo(picture);
    assertThat(warnings).isEmpty();
  }

  private static RgbImage stored(RgbImage picture, String row0, String column0) {
    boolean rowsRun = row0.equals("left") || row0.equals("right");
    int rows = rowsRun ? picture.width() : picture.height();
    int columns = rowsRun ? picture.height() : picture.width();
    byte[] samples = new byte[3 * rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int[] at = {0, 0};
        place(at, row0, row, picture);
        place(at, column0, column, picture);
        int rgb = picture.rgb(at[0], at[1]);
        int to = 3 * (row * columns + column);
        samples[to] = (byte) (rgb >> 16);
        samples[to + 1] = (byte) (rgb >> 8);
        samples[to + 2] = (byte) rgb;
      }
    }
    return RgbImage.of(columns, rows, samples);
  }

  private static void place(int[] at, String side, int distance, RgbImage picture) {
    switch (side) {
      case "left" -> at[0] = distance;
      case "right" -> at[0] = picture.width() - 1 - distance;
      case "top" -> at[1] = distance;
      default -> at[1] = picture.height() - 1 - distance;
    }
  }

  @ParameterizedTest(name = "{0}: row 0 is {1}, column 0 is {2}")
  @CsvSource(textBlock = EXIF_TABLE)
  void jpegs_are_turned_upright(int value, String row0, String column0) throws IOException {
    RgbImage picture = quarters(96, 64);
    BufferedImage stored = stored(picture, row0, column0).toBufferedImage();
    byte[] plain = TestImages.jpeg(stored, false);
    byte[] file = TestImages.insert(plain, 2, TestImages.exifSegment(TestImages.exif(value)));

    DecodedImage decoded = ImageDecoder.builder().build().decode(file);

    assertThat(decoded.warnings()).isEmpty();
    assertThat(decoded.image()).hasToString("RgbImage[96x64]");
    for (int[] corner : new int[][] {{8, 8}, {88, 8}, {8, 56}, {88, 56}}) {
      int expected = picture.rgb(corner[0], corner[1]);
      int actual = decoded.image().rgb(corner[0], corner[1]);
      for (int shift = 0; shift <= 16; shift += 8) {
        assertThat(actual >> shift & 255).isCloseTo(expected >> shift & 255, within(8));
      }
    }
  }

  /** Four quarters of different colours. */
  private static RgbImage quarters(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] colours = {0xc03030, 0x30c030, 0x3030c0, 0xc0c0c0};
    for (int i = 0; i < width * height; i++) {
      int quarter = (i % width < width / 2 ? 0 : 1) + (i / width < height / 2 ? 0 : 2);
      image.setRGB(i % width, i / width, colours[quarter]);
    }
    return RgbImage.of(image);
  }

  @Test
  void pngs_are_turned_by_their_exif_chunk() throws IOException {
    RgbImage picture = TestImages.noise(new SplittableRandom(1), 5, 3);
    byte[] png = TestImages.encode(stored(picture, "right", "top").toBufferedImage(), "png");
    byte[] chunk = TestImages.exifChunk(TestImages.exif(6));
    int afterHeader = 8 + 25;

    DecodedImage decoded =
        ImageDecoder.builder().build().decode(TestImages.insert(png, afterHeader, chunk));

    assertThat(decoded.image()).isEqualTo(picture);
    assertThat(decoded.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 65535})
  void other_values_count_as_upright_and_warn(int value) {
    List<String> warnings = new ArrayList<>();

    assertThat(Orientation.of(TestImages.exif(value), warnings)).isEqualTo(Orientation.UPRIGHT);
    assertThat(warnings).singleElement().asString().contains("1 to 8 but was " + value);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void damaged_exif_data_never_fail(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] plain = TestImages.jpeg(quarters(16, 16).toBufferedImage(), false);
    for (int i = 0; i < 200; i++) {
      byte[] exif = new byte[random.nextInt(60)];
      random.nextBytes(exif);
      byte[] start = TestImages.exif(6);
      System.arraycopy(start, 0, exif, 0, Math.min(exif.length, random.nextInt(start.length + 1)));

      DecodedImage decoded =
          ImageDecoder.builder()
              .build()
              .decode(TestImages.insert(plain, 2, TestImages.exifSegment(exif)));

      assertThat(decoded.image().width()).isEqualTo(16);
    }
  }

  @Test
  void exif_data_that_are_no_tiff_warn() {
    List<String> warnings = new ArrayList<>();

    assertThat(Orientation.of(new byte[20], warnings)).isEqualTo(Orientation.UPRIGHT);
    assertThat(warnings).singleElement().asString().contains("EXIF data cannot be read");
  }

  /** Some writers keep what JPEG has before the header in PNG and WebP, too. */
  @Test
  void what_jpeg_puts_before_the_header_is_passed_over() {
    byte[] preamble = {'E', 'x', 'i', 'f', 0, 0};
    List<String> warnings = new ArrayList<>();

    Orientation found =
        Orientation.of(TestImages.insert(TestImages.exif(6), 0, preamble), warnings);

    assertThat(found).isEqualTo(Orientation.TURNED_90_LEFT);
    assertThat(warnings).isEmpty();
  }

  /** In BigTIFF, and as a number of four bytes. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wide_numbers_are_read(boolean little) {
    ByteBuffer exif =
        ByteBuffer.allocate(16 + 8 + 20)
            .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    exif.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M'));
    exif.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(16);
    exif.putLong(1).putShort((short) 0x0112).putShort((short) 4).putLong(1).putInt(8);
    List<String> warnings = new ArrayList<>();

    assertThat(Orientation.of(exif.array(), warnings)).isEqualTo(Orientation.TURNED_90_RIGHT);
    assertThat(warnings).isEmpty();
  }

  /** Each of 65,535 tags claims most of the bytes, which would fill the heap. */
  @ParameterizedTest(name = "type {0}")
  @ValueSource(ints = {1, 5})
  void tags_that_all_claim_the_same_bytes_are_not_read(int type) throws IOException {
    int tags = 65_535;
    ByteBuffer exif = ByteBuffer.allocate(8 + 2 + 12 * (tags + 1));
    exif.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8).putShort((short) tags);
    for (int i = 0; i < tags; i++) {
      boolean last = i == tags - 1;
      exif.putShort((short) (last ? 0x0112 : 0x1234 + i % 20_000));
      exif.putShort((short) (last ? 3 : type));
      exif.putInt(last ? 1 : type == 1 ? 786_000 : 98_000);
      exif.putInt(last ? 6 << 16 : 0);
    }
    RgbImage picture = TestImages.noise(new SplittableRandom(1), 5, 3);
    byte[] png = TestImages.encode(stored(picture, "right", "top").toBufferedImage(), "png");

    DecodedImage decoded =
        ImageDecoder.builder()
            .build()
            .decode(TestImages.insert(png, 8 + 25, TestImages.exifChunk(exif.array())));

    assertThat(decoded.image()).isEqualTo(picture);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 7})
  void an_orientation_that_is_no_number_warns(int type) {
    byte[] exif = TestImages.exif(6);
    exif[13] = (byte) type;
    List<String> warnings = new ArrayList<>();

    assertThat(Orientation.of(exif, warnings)).isEqualTo(Orientation.UPRIGHT);
    assertThat(warnings).singleElement().asString().contains("no whole number");
  }
}
