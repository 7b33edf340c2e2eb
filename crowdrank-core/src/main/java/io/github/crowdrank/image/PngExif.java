package io.github.crowdrank.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the EXIF data of a PNG file (PNG specification, third edition, section 11.3.4.5). */
final class PngExif {
  private static final int SIGNATURE = 8;
  private static final int EXIF = 0x65584966;

  private PngExif() {}

  /** The content of the first {@code eXIf} chunk. */
  static byte @Nullable [] find(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).position(Math.min(SIGNATURE, file.length));
    while (buffer.remaining() >= 12) {
      int length = buffer.getInt();
      int type = buffer.getInt();
      int begin = buffer.position();
      if (length < 0 || length > buffer.remaining() - 4) {
        return null;
      }
      if (type == EXIF) {
        return Arrays.copyOfRange(file, begin, begin + length);
      }
      buffer.position(begin + length + 4);
    }
    return null;
  }
}
