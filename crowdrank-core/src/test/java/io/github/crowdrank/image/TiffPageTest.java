package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What TwelveMonkeys' reader gets to see of the directories of a TIFF file. */
class TiffPageTest {
  private static final int BITS = 258;
  private static final int EXIF = 34_665;

  private final ImageDecoder decoder =
      ImageDecoder.builder().formats(Set.of(ImageFormat.TIFF)).lenient(true).build();

  /** Of 1x1 pixels. */
  private static byte[] file(boolean big, int... more) {
    ByteBuffer file = ByteBuffer.allocate(1500).order(ByteOrder.LITTLE_ENDIAN);
    int[][] tags = {{256, 1}, {257, 1}, {BITS, 8}, {262, 1}, {273, 1400}, {277, 1}, {279, 1}};
    file.putShort((short) 0x4949).putShort((short) (big ? 43 : 42));
    if (big) {
      file.putInt(8).putLong(16).putLong(tags.length + more.length / 4);
    } else {
      file.putInt(8).putShort((short) (tags.length + more.length / 4));
    }
    for (int i = 0; i < more.length; i += 4) {
      entry(file, big, more[i], more[i + 1], more[i + 2], more[i + 3]);
    }
    for (int[] tag : tags) {
      entry(file, big, tag[0], TestTiff.LONG, 1, tag[1]);
    }
    return file.put(1400, (byte) 200).array();
  }

  private static void entry(ByteBuffer file, boolean big, int tag, int type, int count, int value) {
    file.putShort((short) tag).putShort((short) type);
    if (big) {
      file.putLong(count).putLong(value);
    } else {
      file.putInt(count).putInt(value);
    }
  }

  /** With as many tags of a thousand bytes each, which are the same. */
  private static byte[] shared(int tags) {
    int[] more = new int[4 * tags];
    for (int i = 0; i < tags; i++) {
      more[4 * i] = 1000 + i;
      more[4 * i + 1] = TestTiff.BYTE;
      more[4 * i + 2] = 1000;
    }
    return file(false, more);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_page_is_read_as_it_is_stored(boolean big) throws IOException {
    assertThat(decoder.decode(file(big)).image().rgb(0, 0)).isEqualTo(0xc8c8c8);
  }

  /** TwelveMonkeys' reader passes over four bytes of its value though in a BigTIFF it has eight. */
  @ParameterizedTest
  @CsvSource({"0", "14", "15", "19", "6425"})
  void an_entry_of_no_known_type_does_not_shift_those_behind_it(int type) throws IOException {
    for (boolean big : new boolean[] {false, true}) {
      byte[] file = file(big, 700, type, 3, 2);

      assertThat(decoder.decode(file).image().rgb(0, 0)).isEqualTo(0xc8c8c8);
    }
  }

  /** Behind it TwelveMonkeys' reader takes the next entry for the place of a directory. */
  @Test
  void a_number_of_64_bits_does_not_hide_a_directory() throws IOException {
    byte[] file = file(true, 700, 16, 1, -1);

    assertThat(decoder.decode(file).image().rgb(0, 0)).isEqualTo(0xc8c8c8);
  }

  @Test
  void further_directories_and_repeated_tags_are_not_read() throws IOException {
    byte[] file = file(false, EXIF, TestTiff.LONG, 1, 700, BITS, TestTiff.LONG, 1, 8);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(10 + 9 * 12, 600);
    ByteBuffer readable =
        ByteBuffer.wrap(new TiffPage(file).readable()).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(readable.getShort(8)).isEqualTo((short) 7);
    assertThat(readable.getInt(10 + 7 * 12)).isZero();
    assertThat(decoder.decode(file).image().rgb(0, 0)).isEqualTo(0xc8c8c8);
  }

  /** TwelveMonkeys' reader would hold them once for each tag. */
  @Test
  void tags_do_not_share_more_values_than_a_file_of_its_size_needs() throws IOException {
    assertThat(decoder.decode(shared(67)).image().rgb(0, 0)).isEqualTo(0xc8c8c8);
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> decoder.decode(shared(68)))
        .withMessage(
            "the picture is no valid TIFF image: its tags declare 68028 bytes of values but the"
                + " file has 1500 bytes");
  }

  @ParameterizedTest
  @CsvSource({"0", "4", "7", "1499", "1500", "-1"})
  void the_first_directory_lies_behind_the_header_and_in_the_file(int place) {
    byte[] file = file(false);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, place);

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> decoder.decode(file))
        .withMessage(
            "the picture is no valid TIFF image: its first directory lies at byte %s but the file"
                    .formatted(Integer.toUnsignedString(place))
                + " has 1500, 8 of them its header");
  }

  @Test
  void the_first_directory_ends_in_the_file() throws IOException {
    byte[] file = file(false);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putShort(8, (short) 125);

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> decoder.decode(file))
        .withMessage(
            "the picture is no valid TIFF image: its first directory declares 125 entries but the"
                + " file ends after 124");
  }
}
