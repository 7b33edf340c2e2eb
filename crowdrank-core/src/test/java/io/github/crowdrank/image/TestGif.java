package io.github.crowdrank.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Squares as GIF files, as sound encoders do not write them. */
final class TestGif {
  /** Codes have nine bits as long as fewer than 256 follow each other without a clear. */
  private static final int BITS = 9;

  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int UNDEFINED = 500;

  private TestGif() {}

  /**
   * A picture.
   *
   * @param hasColors whether it has a table of colours
   * @param pixels how many of the pixels are there, from the top
   * @param hasBadCode whether one of them is a code that was not defined before
   */
  static byte[] of(int side, boolean hasColors, int pixels, boolean hasBadCode) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
    write(file, side, 0, side, 0, hasColors ? 0xf7 : 0x70, 0, 0);
    for (int color = 0; hasColors && color < 256; color++) {
      write(file, color, color, color);
    }
    write(file, 0x2c, 0, 0, 0, 0, side, 0, side, 0, 0, BITS - 1);
    byte[] data = codes(pixels, hasBadCode);
    for (int at = 0; at < data.length; at += 255) {
      int count = Math.min(255, data.length - at);
      file.write(count);
      file.write(data, at, count);
    }
    write(file, 0, 0x3b);
    return file.toByteArray();
  }

  private static void write(ByteArrayOutputStream file, int... bytes) {
    for (int value : bytes) {
      file.write(value);
    }
  }

  private static byte[] codes(int pixels, boolean hasBadCode) {
    SplittableRandom random = new SplittableRandom(2);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int waiting = 0;
    int bits = 0;
    for (int i = 0; i <= pixels; i++) {
      int color = hasBadCode && i == pixels / 3 ? UNDEFINED : random.nextInt(40, 240);
      int[] codes =
          i == pixels
              ? new int[] {END}
              : i % 200 == 0 ? new int[] {CLEAR, color} : new int[] {color};
      for (int code : codes) {
        waiting |= code << bits;
        bits += BITS;
        for (; bits >= Byte.SIZE; bits -= Byte.SIZE) {
          data.write(waiting);
          waiting >>>= Byte.SIZE;
        }
      }
    }
    data.write(waiting);
    return data.toByteArray();
  }
}
