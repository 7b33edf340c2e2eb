package io.github.crowdrank.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiffHeaderTest {
  private static final int LONG = 4;
  private static final int EXIF = 34_665;

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

  @Test
  void the_decoder_refuses_it_before_anything_is_made_for_it() {
    ImageDecoder decoder =
        ImageDecoder.builder().formats(Set.of(ImageFormat.TIFF)).lenient(true).build();
    byte[] file = file(false, ByteOrder.BIG_ENDIAN, 0, 424, 1563, 83_886_081);

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> decoder.decode(file))
        .withMessage(
            "the picture is no valid TIFF image: tag 424 declares 83886081 values but the file has"
                + " 200 bytes");
  }
}
