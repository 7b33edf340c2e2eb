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
    return of(side, hasColors, BITS - 1, codes(pixels, hasBadCode), 255);
  }

  /**
   * A picture of other codes.
   *
   * @param bits of the smallest codes
   * @param data the codes
   * @param block bytes of a sub-block, 1 to 255
   */
  static byte[] of(int side, boolean hasColors, int bits, byte[] data, int block) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
    write(file, side, side >> 8, side, side >> 8, hasColors ? 0xf7 : 0x70, 0, 0);
    for (int color = 0; hasColors && color < 256; color++) {
      write(file, color, color, color);
    }
    write(file, 0x2c, 0, 0, 0, 0, side, side >> 8, side, side >> 8, 0, bits);
    for (int at = 0; at < data.length; at += block) {
      int count = Math.min(block, data.length - at);
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
    Codes codes = new Codes();
    for (int i = 0; i < pixels; i++) {
      if (i % 200 == 0) {
        codes.add(CLEAR, BITS);
      }
      int color = hasBadCode && i == pixels / 3 ? UNDEFINED : random.nextInt(40, 240);
      codes.add(color, BITS);
    }
    codes.add(END, BITS);
    return codes.bytes();
  }

  /**
   * Codes of pixels as encoders without compression write them: each for one pixel, with so many
   * starts of the table that codes never become longer.
   */
  static byte[] uncompressed(int bits, byte[] pixels) {
    int clear = 1 << bits;
    Codes codes = new Codes();
    for (int i = 0; i < pixels.length; i++) {
      if (i % (clear - 2) == 0) {
        codes.add(clear, bits + 1);
      }
      codes.add(pixels[i] & 255, bits + 1);
    }
    codes.add(clear + 1, bits + 1);
    return codes.bytes();
  }

  /** Bytes of codes of any length. */
  private static final class Codes {
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int waiting;
    private int waitingBits;

    void add(int code, int bits) {
      waiting |= code << waitingBits;
      waitingBits += bits;
      for (; waitingBits >= Byte.SIZE; waitingBits -= Byte.SIZE) {
        data.write(waiting);
        waiting >>>= Byte.SIZE;
      }
    }

    byte[] bytes() {
      data.write(waiting);
      return data.toByteArray();
    }
  }
}
