package io.github.crowdrank.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds EXIF data, from their TIFF header on, in files other than JPEG. */
final class Exif {
  private static final int PNG_SIGNATURE = 8;
  private static final int PNG_CHUNK = 0x65584966;
  private static final int PNG_END = 0x49454e44;
  private static final int RIFF_HEADER = 12;
  private static final int RIFF_CHUNK = 0x46495845;

  private Exif() {}

  /** The data, or null if there are none. */
  static byte @Nullable [] find(ImageFormat format, byte[] file) {
    return switch (format) {
      case PNG -> inPng(file);
      case WEBP -> inWebP(file);
      case TIFF -> file;
      default -> null;
    };
  }

  /**
   * The first {@code eXIf} chunk before the end of the picture (PNG specification, third edition,
   * section 11.3.4.5).
   */
  private static byte @Nullable [] inPng(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).position(Math.min(PNG_SIGNATURE, file.length));
    while (buffer.remaining() >= 12) {
      int length = buffer.getInt();
      int type = buffer.getInt();
      int begin = buffer.position();
      if (type == PNG_END || length < 0 || length > buffer.remaining() - 4) {
        return null;
      }
      if (type == PNG_CHUNK) {
        return Arrays.copyOfRange(file, begin, begin + length);
      }
      buffer.position(begin + length + 4);
    }
    return null;
  }

  /** The first {@code EXIF} chunk (RFC 9649, section 2.7.1.5). */
  private static byte @Nullable [] inWebP(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < RIFF_HEADER) {
      return null;
    }
    buffer.limit(WebPChunks.end(buffer));
    buffer.position(Math.min(RIFF_HEADER, buffer.limit()));
    while (buffer.remaining() >= 8) {
      int type = buffer.getInt();
      int length = buffer.getInt();
      int begin = buffer.position();
      if (length < 0 || length > buffer.remaining()) {
        return null;
      }
      if (type == RIFF_CHUNK) {
        return Arrays.copyOfRange(file, begin, begin + length);
      }
      buffer.position(Math.min(begin + length + (length & 1), buffer.limit()));
    }
    return null;
  }
}
