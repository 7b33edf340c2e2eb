package io.github.crowdrank.image;

import java.io.ByteArrayOutputStream;

/**
 * Leaves out what stands between the header and the first picture of a GIF file but says nothing
 * about it. Java's reader takes a second for two megabytes of comment.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">the format</a>
 */
final class GifBlocks {
  private static final int SCREEN = 13;
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9;

  private final byte[] file;
  private int at;

  private GifBlocks(byte[] file) {
    this.file = file;
  }

  /** The file without extensions other than that of the first picture's transparency. */
  static byte[] essential(byte[] file, String source) throws CorruptImageException {
    return new GifBlocks(file).essential(source);
  }

  private byte[] essential(String source) throws CorruptImageException {
    int flags = unsigned(SCREEN - 3);
    int head = SCREEN + ((flags & 0x80) == 0 ? 0 : 3 << (flags % 8 + 1));
    at = head;
    int controlBegin = 0;
    int controlEnd = 0;
    while (unsigned(at) == EXTENSION) {
      int begin = at;
      boolean isControl = unsigned(at + 1) == GRAPHIC_CONTROL;
      skipExtension();
      if (isControl) {
        controlBegin = begin;
        controlEnd = at;
      }
    }
    if (at >= file.length) {
      throw new CorruptImageException(
          source + " is no valid GIF image: it ends before its first picture");
    }
    ByteArrayOutputStream essential = new ByteArrayOutputStream(file.length);
    essential.write(file, 0, head);
    essential.write(file, controlBegin, controlEnd - controlBegin);
    essential.write(file, at, file.length - at);
    return essential.toByteArray();
  }

  /** Moves behind the sub-blocks, of which the last one is empty. */
  private void skipExtension() {
    at += 2;
    while (unsigned(at) > 0) {
      at += 1 + unsigned(at);
    }
    at++;
  }

  /** The byte there, or 0 behind the end. */
  private int unsigned(int index) {
    return index < file.length ? file[index] & 255 : 0;
  }
}
