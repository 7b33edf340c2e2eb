package io.github.crowdrank.image;

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
  private int controlBegin;
  private int controlEnd;

  private GifBlocks(byte[] file) {
    this.file = file;
  }

  /** The file without extensions other than that of the first picture's transparency. */
  static byte[] essential(byte[] file, String source) throws CorruptImageException {
    GifBlocks blocks = new GifBlocks(file);
    blocks.findPicture(source);
    return blocks.essential();
  }

  /** Where the first picture of a file begins. */
  static int picture(byte[] file, String source) throws CorruptImageException {
    GifBlocks blocks = new GifBlocks(file);
    blocks.findPicture(source);
    return blocks.at;
  }

  private int head() {
    int flags = unsigned(SCREEN - 3);
    return SCREEN + ((flags & 0x80) == 0 ? 0 : 3 << (flags % 8 + 1));
  }

  private void findPicture(String source) throws CorruptImageException {
    at = head();
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
  }

  private byte[] essential() {
    int head = head();
    int control = controlEnd - controlBegin;
    byte[] essential = new byte[head + control + file.length - at];
    System.arraycopy(file, 0, essential, 0, head);
    System.arraycopy(file, controlBegin, essential, head, control);
    System.arraycopy(file, at, essential, head + control, file.length - at);
    return essential;
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
