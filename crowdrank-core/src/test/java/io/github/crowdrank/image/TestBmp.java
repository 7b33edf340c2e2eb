package io.github.crowdrank.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** BMP files with fields as no writer of Java's makes them. */
final class TestBmp {
  private static final int FILE_HEADER = 14;
  private static final int WINDOWS = 40;
  private static final int WINDOWS_5 = 124;

  private TestBmp() {}

  private static ByteBuffer header(
      int size, int width, int height, int bits, int compression, int palette, int data, int rest) {
    int offset = FILE_HEADER + size + palette;
    int length = offset + data + rest;
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {'B', 'M'})
        .putInt(length)
        .putInt(0)
        .putInt(offset)
        .putInt(size)
        .putInt(width)
        .putInt(height)
        .putShort((short) 1)
        .putShort((short) bits)
        .putInt(compression)
        .putInt(data)
        .position(FILE_HEADER + WINDOWS);
  }

  /** Run lengths with grey colours. */
  static byte[] runs(int width, int height, int bits, int... runs) {
    int colors = 1 << bits;
    ByteBuffer file =
        header(WINDOWS, width, height, bits, bits == 8 ? 1 : 2, 4 * colors, runs.length, 0);
    for (int color = 0; color < colors; color++) {
      file.putInt(color * 0x10101);
    }
    for (int value : runs) {
      file.put((byte) value);
    }
    return all(file);
  }

  /**
   * Pixels of 24 bits with a profile of colours behind them.
   *
   * @param space what the header calls the colour space
   */
  static byte[] withProfile(int side, byte[] pixels, int space, byte[] profile) {
    ByteBuffer file = header(WINDOWS_5, side, side, 24, 0, 0, pixels.length, profile.length);
    int offset = file.getInt(10);
    file.putInt(70, space).putInt(126, offset - FILE_HEADER + pixels.length);
    file.putInt(130, profile.length);
    return all(file.position(offset).put(pixels).put(profile));
  }

  private static byte[] all(ByteBuffer file) {
    byte[] bytes = new byte[file.capacity()];
    file.rewind().get(bytes);
    return bytes;
  }
}
