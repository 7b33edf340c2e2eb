package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Run lengths of BMP files, of which Java's reader takes what there is for all. */
class BmpRunsTest {
  private final ImageDecoder strict = ImageDecoder.builder().build();
  private final ImageDecoder lenient = ImageDecoder.builder().lenient(true).build();

  private static int[] grey(RgbImage image, int y) {
    int[] row = new int[image.width()];
    for (int x = 0; x < row.length; x++) {
      row[x] = image.rgb(x, y) & 255;
    }
    return row;
  }

  /** Three rows from below: a run, five pixels one by one, and both. */
  private static final int[] ROWS = {
    6, 10, 0, 0, 0, 5, 1, 2, 3, 4, 5, 0, 1, 6, 0, 0, 0, 3, 7, 8, 9, 0, 3, 20
  };

  private static int[] rows(int... end) {
    int[] runs = Arrays.copyOf(ROWS, ROWS.length + end.length);
    System.arraycopy(end, 0, runs, ROWS.length, end.length);
    return runs;
  }

  @Test
  void the_mark_of_their_end_ends_them() throws IOException {
    DecodedImage decoded = strict.decode(TestBmp.runs(6, 3, 8, rows(0, 1)));

    assertThat(grey(decoded.image(), 2)).containsOnly(10);
    assertThat(grey(decoded.image(), 1)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(grey(decoded.image(), 0)).containsExactly(7, 8, 9, 20, 20, 20);
    assertThat(decoded.warnings()).isEmpty();
  }

  @Test
  void so_does_the_end_of_the_last_row() throws IOException {
    RgbImage expected = strict.decode(TestBmp.runs(6, 3, 8, rows(0, 1))).image();

    assertThat(strict.decode(TestBmp.runs(6, 3, 8, rows(0, 0))).image()).isEqualTo(expected);
  }

  /** Java's reader shows a row when it is ended, so that the last one would be missing. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 8, 14, 16, 22, 24})
  void cut_anywhere_they_are_damaged(int left) throws IOException {
    byte[] file = TestBmp.runs(6, 3, 8, Arrays.copyOf(ROWS, left));
    int row = left < 4 ? 1 : left < 16 ? 2 : 3;
    String damage =
        "its run lengths end in row %d of 3 without a mark that they end".formatted(row);

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(file))
        .withMessage("the picture is no valid BMP image: " + damage);
    assertThat(lenient.decode(file).warnings()).singleElement().asString().contains(damage);
  }

  /** Bytes behind those that are declared are not read. */
  @Test
  void what_is_declared_counts_and_not_what_is_there() {
    byte[] file = TestBmp.runs(6, 3, 8, rows(0, 1));
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(34, 10);

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(file))
        .withMessageContaining("in row 2 of 3");
  }

  @Test
  void where_nothing_is_declared_they_go_to_the_end_of_the_file() throws IOException {
    byte[] whole = TestBmp.runs(6, 3, 8, rows(0, 1));
    byte[] cut = TestBmp.runs(6, 3, 8, ROWS);
    for (byte[] file : new byte[][] {whole, cut}) {
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(34, 0);
    }

    assertThat(strict.decode(whole).warnings()).isEmpty();
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(cut))
        .withMessageContaining("in row 3 of 3");
  }

  /** Pixels may be left out: a way to store masks. The bytes of a move are no mark of an end. */
  @Test
  void rows_and_parts_of_rows_may_be_left_out() throws IOException {
    assertThat(strict.decode(TestBmp.runs(6, 9, 8, 2, 5, 0, 0, 0, 1)).warnings()).isEmpty();
    RgbImage moved = strict.decode(TestBmp.runs(6, 4, 8, 0, 2, 2, 3, 4, 9, 0, 1)).image();
    assertThat(grey(moved, 0)).containsExactly(0, 0, 9, 9, 9, 9);
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(TestBmp.runs(6, 4, 8, 0, 2, 0, 1, 4, 9, 0, 2, 0, 1)))
        .withMessageContaining("in row 3 of 4");
  }

  /** Of four bits, five pixels are three bytes and one more that fills a word. */
  @Test
  void pixels_of_four_bits_fill_words_too() throws IOException {
    int[] runs = {0, 5, 0x12, 0x34, 0x50, 0, 0, 0, 5, 0x67, 0, 1};
    RgbImage image = strict.decode(TestBmp.runs(5, 2, 4, runs)).image();

    assertThat(grey(image, 1)).containsExactly(1, 2, 3, 4, 5);
    assertThat(grey(image, 0)).containsExactly(6, 7, 6, 7, 6);
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> strict.decode(TestBmp.runs(5, 2, 4, Arrays.copyOf(runs, 10))))
        .withMessageContaining("in row 2 of 2");
  }

  @Test
  void what_reaches_beyond_the_file_is_left_to_the_reader() {
    byte[] file = TestBmp.runs(6, 3, 8, ROWS);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(34, 1000);

    assertThat(BmpHeader.of(file).runs()).isEmpty();
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> strict.decode(file));
  }

  /** Behind the last row, and within a row by going back to its beginning. */
  @ParameterizedTest
  @CsvSource({
    "ff070000, 67830 pixels in 266 rows",
    "ff0700020100, 67830 pixels in 1 rows",
    "0000, 0 pixels in 65546 rows"
  })
  void far_more_pixels_or_rows_than_the_picture_has_are_not_read(String again, String made) {
    byte[] repeated = HexFormat.of().parseHex(again);
    int[] runs = new int[70_000 * repeated.length + 2];
    for (int i = 0; i < runs.length - 2; i++) {
      runs[i] = repeated[i % repeated.length] & 255;
    }
    runs[runs.length - 1] = 1;

    for (ImageDecoder decoder : List.of(strict, lenient)) {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> decoder.decode(TestBmp.runs(255, 2, 8, runs)))
          .withMessage(
              "the picture is no valid BMP image: it is 255x2 pixels but its run lengths make "
                  + made
                  + " or more");
    }
  }

  /** Some more is what writers make that fill rows, or leave bytes behind the last one. */
  @Test
  void some_pixels_too_many_are_no_damage() throws IOException {
    int[] runs = rows(0, 0, 255, 30, 0, 0, 255, 40, 0, 0);

    DecodedImage decoded = strict.decode(TestBmp.runs(6, 3, 8, runs));

    assertThat(decoded.image()).isEqualTo(strict.decode(TestBmp.runs(6, 3, 8, rows(0, 1))).image());
    assertThat(decoded.warnings()).isEmpty();
  }
}
