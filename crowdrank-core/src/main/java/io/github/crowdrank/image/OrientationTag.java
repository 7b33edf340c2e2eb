package io.github.crowdrank.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The orientation in EXIF data (EXIF 2.32, section 4.6.4) and nothing else of them: readers of all
 * tags fill the heap where tags all claim the same bytes.
 */
final class OrientationTag {
  private static final int TAG = 0x0112;
  private static final byte[] PREAMBLE = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  /** TIFF, and BigTIFF, whose offsets and counts have twice as many bytes. */
  private enum Layout {
    TIFF(4, 2, 12),
    BIG_TIFF(8, 8, 20);

    private final int offsetAt;
    private final int countBytes;
    private final int entryBytes;

    Layout(int offsetAt, int countBytes, int entryBytes) {
      this.offsetAt = offsetAt;
      this.countBytes = countBytes;
      this.entryBytes = entryBytes;
    }
  }

  private final ByteBuffer tiff;
  private final Layout layout;

  private OrientationTag(ByteBuffer tiff, Layout layout) {
    this.tiff = tiff;
    this.layout = layout;
  }

  /**
   * The value, which may be any number; null if there is none.
   *
   * @param exif from their TIFF header on, or from what JPEG puts before it, which some writers
   *     keep in other files
   * @throws IOException if they cannot be understood; the message says what of them
   */
  static @Nullable Long of(byte[] exif) throws IOException {
    int begin = Arrays.equals(Arrays.copyOf(exif, PREAMBLE.length), PREAMBLE) ? PREAMBLE.length : 0;
    ByteBuffer tiff = ByteBuffer.wrap(exif, begin, exif.length - begin).slice();
    if (tiff.limit() < 16) {
      throw new IOException("they end in their header");
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (tiff.get(0) != tiff.get(1) || (tiff.get(0) != 'I' && tiff.get(0) != 'M')) {
      throw new IOException("they are no TIFF");
    }
    Layout layout =
        switch (tiff.getShort(2)) {
          case 42 -> Layout.TIFF;
          case 43 -> Layout.BIG_TIFF;
          default -> throw new IOException("they are no TIFF");
        };
    return new OrientationTag(tiff, layout).inFirstDirectory();
  }

  private @Nullable Long inFirstDirectory() throws IOException {
    long directory = number(layout.offsetAt, layout == Layout.TIFF ? 4 : 8);
    if (directory < 0 || directory > tiff.limit() - layout.countBytes) {
      throw new IOException("their first directory lies outside of them");
    }
    int at = (int) directory + layout.countBytes;
    long declared = number((int) directory, layout.countBytes);
    int most = (tiff.limit() - at) / layout.entryBytes;
    long entries = declared < 0 ? most : Math.min(declared, most);
    for (long i = 0; i < entries; i++, at += layout.entryBytes) {
      if (number(at, 2) == TAG) {
        return value(at + 2);
      }
    }
    return null;
  }

  /** Of an entry from its type on. */
  private long value(int at) throws IOException {
    int wide = layout == Layout.TIFF ? 4 : 8;
    int first = at + 2 + wide;
    int bytes =
        switch ((int) number(at, 2)) {
          case 1 -> 1;
          case 3 -> 2;
          case 4 -> 4;
          default -> 0;
        };
    if (bytes > 0 && number(at + 2, wide) == 1) {
      return number(first, bytes);
    }
    throw new IOException("their orientation is no whole number");
  }

  /** An unsigned number; of eight bytes a negative one if it is larger than any. */
  private long number(int at, int bytes) {
    return switch (bytes) {
      case 1 -> Byte.toUnsignedLong(tiff.get(at));
      case 2 -> Short.toUnsignedLong(tiff.getShort(at));
      case 4 -> Integer.toUnsignedLong(tiff.getInt(at));
      default -> tiff.getLong(at);
    };
  }
}
