package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiffHeaderTest {
  private static final int LONG = 4;
  private static final int PAGES = 330;
  private static final int EXIF = 34_665;

  private final ImageDecoder decoder =
      ImageDecoder.builder().formats(Set.of(ImageFormat.TIFF)).lenient(true).build();

  /** A directory of one tag, and one behind it to which that tag or the first one leads. */
  private static byte[] file(
      boolean big, ByteOrder order, int pointer, int tag, int type, long count) {
    ByteBuffer file = ByteBuffer.allocate(200).order(order);
    byte letter = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    file.put(letter).put(letter).putShort((short) (big ? 43 : 42));
    if (big) {
      file.putShort((short) 8).putShort((short) 0).putLong(16);
    } else {
      file.putInt(8);
    }
    directory(file, big, pointer == 0 ? 256 : pointer, LONG, 1, 100, pointer == 0 ? 100 : 0);
    file.position(100);
    directory(file, big, tag, type, count, 7, 0);
    return file.array();
  }

  private static void directory(
      ByteBuffer file, boolean big, int tag, int type, long count, long value, long next) {
    if (big) {
      file.putLong(1).putShort((short) tag).putShort((short) type).putLong(count);
      file.putLong(value).putLong(next);
    } else {
      file.putShort((short) 1).putShort((short) tag).putShort((short) type).putInt((int) count);
      file.putInt((int) value).putInt((int) next);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // In the next directory, in that of EXIF data and in that of a page.
    "0, 3, 100, true",
    "0, 3, 101, false",
    "34665, 1, 200, true",
    "34665, 1, 201, false",
    "330, 4, 50, true",
    "330, 4, 51, false",
    // Of no known type.
    "0, 6425, 200, true",
    "0, 6425, 4294967295, false"
  })
  void a_tag_has_no_more_values_than_the_file_has_bytes(
      int pointer, int type, long count, boolean fits) {
    for (boolean big : new boolean[] {false, true}) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        byte[] file = file(big, order, pointer, 700, type, count);
        if (fits) {
          assertThat(TiffHeader.damage(file)).isEmpty();
        } else {
          assertThat(TiffHeader.damage(file))
              .contains("tag 700 declares %d values but the file has 200 bytes".formatted(count));
        }
      }
    }
  }

  @Test
  void directories_in_a_circle_are_looked_at_once() {
    assertThat(TiffHeader.damage(file(false, ByteOrder.BIG_ENDIAN, EXIF, EXIF, LONG, 1))).isEmpty();
  }

  /** Of which each leads to the same places again; TwelveMonkeys' reader would hold all of them. */
  @Test
  void places_are_not_held_or_looked_at_without_end() {
    int entries = 15_000;
    ByteBuffer file = ByteBuffer.allocate(200_020).putInt(0x4d4d002a).putInt(8);
    file.putShort((short) entries);
    for (int i = 0; i < entries; i++) {
      TestTiff.entry(file, PAGES, LONG, 50_000, 8);
    }
    Arrays.fill(file.array(), file.position(), file.capacity(), (byte) 1);

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> decoder.decode(file.array()))
        .withMessage(
            "the picture is no valid TIFF image: its directories have more than 90538 entries and"
                + " places but the file has 200020 bytes");
  }

  /** Each ends with the number of entries of the next, which begins there. */
  @Test
  void overlapping_directories_are_not_followed_without_end() {
    int directories = 20_000;
    int first = 30 + 4 * directories;
    ByteBuffer file = ByteBuffer.allocate(first + 12 * directories + 2);
    file.putInt(0x4d4d002a).putInt(8).putShort((short) 1);
    TestTiff.entry(file, PAGES, LONG, directories, 30);
    file.position(30);
    for (int i = 0; i < directories; i++) {
      file.putInt(first + 12 * i);
    }
    file.putShort((short) 0xffff);
    for (int i = 0; i < directories; i++) {
      TestTiff.entry(file, 1, TestTiff.BYTE, 1, 0xffff);
    }

    assertThat(TiffHeader.damage(file.array()))
        .contains(
            "its directories have more than 105540 entries and places but the file has 320032"
                + " bytes");
  }

  /** As many as there is room for, of one entry each, and a page that leads to all of them. */
  @Test
  void directories_that_do_not_overlap_are_never_too_many() {
    int directories = 200_000;
    int first = 30 + 4 * directories;
    ByteBuffer file = ByteBuffer.allocate(first + 18 * directories);
    file.putInt(0x4d4d002a).putInt(8).putShort((short) 1);
    TestTiff.entry(file, PAGES, LONG, directories, 30);
    file.position(30);
    for (int i = 0; i < directories; i++) {
      file.putInt(first + 18 * i);
    }
    for (int i = 0; i < directories; i++) {
      file.putShort((short) 1);
      TestTiff.entry(file, 256, LONG, 1, 100);
      file.putInt(0);
    }

    assertThat(TiffHeader.damage(file.array())).isEmpty();
    file.putInt(file.capacity() - 12, 1 << 30);
    assertThat(TiffHeader.damage(file.array()))
        .hasValueSatisfying(d -> assertThat(d).contains("256"));
  }

  /** A number shorter than its field stands at the front of it, in either order of bytes. */
  @ParameterizedTest
  @CsvSource({"false, 1", "false, 3", "false, 13", "true, 1", "true, 3", "true, 4", "true, 16"})
  void a_place_has_the_bytes_of_its_type(boolean big, int type) {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      byte[] file = file(big, order, EXIF, 700, 1, 201);
      ByteBuffer tiff = ByteBuffer.wrap(file).order(order);
      int entry = big ? 24 : 10;
      int value = entry + (big ? 12 : 8);
      Arrays.fill(file, value, value + (big ? 8 : 4), (byte) 0);
      tiff.putShort(entry + 2, (short) type);
      switch (type) {
        case 1 -> tiff.put(value, (byte) 100);
        case 3 -> tiff.putShort(value, (short) 100);
        case 16 -> tiff.putLong(value, 100);
        default -> tiff.putInt(value, 100);
      }

      assertThat(TiffHeader.damage(file))
          .contains("tag 700 declares 201 values but the file has 200 bytes");
    }
  }

  @Test
  void two_places_of_four_bytes_lie_in_the_entry_of_a_bigtiff() {
    byte[] file = file(true, ByteOrder.BIG_ENDIAN, PAGES, 700, 1, 201);
    ByteBuffer.wrap(file).putLong(28, 2).putInt(36, 16).putInt(40, 100);

    assertThat(TiffHeader.damage(file))
        .contains("tag 700 declares 201 values but the file has 200 bytes");
  }

  @Test
  void the_decoder_refuses_it_before_anything_is_made_for_it() {
    byte[] file = file(false, ByteOrder.BIG_ENDIAN, 0, 424, 1563, 83_886_081);

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> decoder.decode(file))
        .withMessage(
            "the picture is no valid TIFF image: tag 424 declares 83886081 values but the file has"
                + " 200 bytes");
  }
}
