package io.github.crowdrank.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a BMP file declares before any pixel is decoded. Java's reader multiplies the sides without
 * a check and then calls the file damaged, and does not know the header of OS/2 2.0.
 */
final class BmpHeader {
  private static final int FILE_HEADER = 14;
  private static final int PIXEL_OFFSET = 10;
  private static final int SHORTEST = 12;
  private static final int WINDOWS = 40;
  private static final int OS2 = 64;
  private static final int BITS = FILE_HEADER + 14;
  private static final int COMPRESSION = FILE_HEADER + 16;
  private static final int DATA_SIZE = FILE_HEADER + 20;
  private static final int FILE_SIZE = 2;
  private static final int RUN_LENGTHS_OF_8_BITS = 1;
  private static final int RUN_LENGTHS_OF_4_BITS = 2;
  private static final int JPEG = 4;
  private static final int PNG = 5;

  /** The shortest header that names a colour space, where it does so, and the usual one. */
  private static final int WINDOWS_4 = 108;

  private static final int COLOR_SPACE = FILE_HEADER + 56;
  private static final int SRGB = 0x73524742;

  private final byte[] file;
  private final ByteBuffer fields;

  private BmpHeader(byte[] file) {
    this.file = file;
    this.fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  static BmpHeader of(byte[] file) {
    return new BmpHeader(file);
  }

  /** Whether the file reaches to the end of its sides; without them they mean nothing. */
  boolean hasSides() {
    return file.length >= FILE_HEADER + SHORTEST
        && (size() == SHORTEST || file.length >= COMPRESSION + Integer.BYTES);
  }

  private int size() {
    return fields.getInt(FILE_HEADER);
  }

  long width() {
    return size() == SHORTEST
        ? fields.getShort(FILE_HEADER + 4) & 0xffff
        : fields.getInt(FILE_HEADER + 4);
  }

  /** The height; rows stored from the top have a negative one in the file. */
  long height() {
    return size() == SHORTEST
        ? fields.getShort(FILE_HEADER + 6) & 0xffff
        : Math.abs((long) fields.getInt(FILE_HEADER + 8));
  }

  /** What kind of file its pixels are stored as, if that is another one than a bitmap. */
  Optional<String> embedded() {
    if (size() < WINDOWS || size() == OS2) {
      return Optional.empty();
    }
    return switch (fields.getInt(COMPRESSION)) {
      case JPEG -> Optional.of("JPEG");
      case PNG -> Optional.of("PNG");
      default -> Optional.empty();
    };
  }

  /** Its run lengths, if it has some and all of them; without a check Java's reader takes any. */
  Optional<BmpRuns> runs() {
    if (size() < WINDOWS || file.length < DATA_SIZE + Integer.BYTES || !isRuns()) {
      return Optional.empty();
    }
    long begin = Integer.toUnsignedLong(fields.getInt(PIXEL_OFFSET));
    long declared = Integer.toUnsignedLong(fields.getInt(DATA_SIZE));
    long end = declared == 0 ? Integer.toUnsignedLong(fields.getInt(FILE_SIZE)) : begin + declared;
    // What reaches beyond the file is left to the reader, which says so.
    return begin > end || end > file.length
        ? Optional.empty()
        : Optional.of(new BmpRuns(file, (int) begin, (int) end, bits(), width(), height()));
  }

  private boolean isRuns() {
    int compression = fields.getInt(COMPRESSION);
    return (compression == RUN_LENGTHS_OF_8_BITS && bits() == 8)
        || (compression == RUN_LENGTHS_OF_4_BITS && bits() == 4);
  }

  private int bits() {
    return fields.getShort(BITS);
  }

  /** The file with a header that Java's reader knows and that names no profile of colours. */
  byte[] readable() {
    if (size() == OS2) {
      return withWindowsHeader();
    }
    return size() >= WINDOWS_4 && file.length >= COLOR_SPACE + Integer.BYTES ? inSrgb() : file;
  }

  /**
   * Java's reader hands a profile to native code and then converts each pixel by it, or, if told
   * so, opens the file that the picture names as its profile.
   */
  private byte[] inSrgb() {
    byte[] plain = file.clone();
    ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).putInt(COLOR_SPACE, SRGB);
    return plain;
  }

  /**
   * The header of OS/2 2.0 begins like that of Windows and means the same as long as it is
   * compressed in none of its own ways.
   */
  private byte[] withWindowsHeader() {
    if (file.length < FILE_HEADER + OS2
        || Integer.compareUnsigned(fields.getInt(COMPRESSION), RUN_LENGTHS_OF_4_BITS) > 0) {
      return file;
    }
    int surplus = OS2 - WINDOWS;
    byte[] shorter = Arrays.copyOf(file, file.length - surplus);
    int palette = FILE_HEADER + WINDOWS;
    System.arraycopy(file, palette + surplus, shorter, palette, shorter.length - palette);
    ByteBuffer.wrap(shorter)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(FILE_HEADER, WINDOWS)
        .putInt(PIXEL_OFFSET, fields.getInt(PIXEL_OFFSET) - surplus);
    return shorter;
  }
}
