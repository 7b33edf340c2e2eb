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

  /** Flags, delay and transparent colour. */
  private static final int CONTROL_CONTENT = 4;

  /** Introducer, label, length, content and terminator. */
  private static final int CONTROL = 3 + CONTROL_CONTENT + 1;

  private final byte[] file;
  private int at;
  private int control;

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
      if (unsigned(at + 1) == GRAPHIC_CONTROL) {
        requireControl(source);
        control = at;
      }
      skipExtension();
    }
    if (at >= file.length) {
      throw new CorruptImageException(
          source + " is no valid GIF image: it ends before its first picture");
    }
  }

  /**
   * Java's reader takes the control block for eight bytes, whatever length it declares, and would
   * find another picture behind these than the one that was looked at.
   */
  private void requireControl(String source) throws CorruptImageException {
    if (unsigned(at + 2) != CONTROL_CONTENT || unsigned(at + CONTROL - 1) != 0) {
      throw new CorruptImageException(
          "%s is no valid GIF image: its graphic control extension at byte %d is no single block of 4 bytes"
              .formatted(source, at));
    }
  }

  private byte[] essential() {
    int head = head();
    int kept = control == 0 ? 0 : CONTROL;
    byte[] essential = new byte[head + kept + file.length - at];
    System.arraycopy(file, 0, essential, 0, head);
    System.arraycopy(file, control, essential, head, kept);
    System.arraycopy(file, at, essential, head + kept, file.length - at);
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
