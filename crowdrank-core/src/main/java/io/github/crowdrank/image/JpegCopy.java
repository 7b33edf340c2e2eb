package io.github.crowdrank.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A JPEG file as a reader gets it: without what does not change its samples and without what stands
 * behind its picture.
 */
final class JpegCopy {
  /** Says that three components are YCbCr: version 1.1, pixels as high as wide, no thumbnail. */
  private static final byte[] JFIF = {
    (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  private final byte[] file;
  private final JpegHeader header;
  private final JpegColors colors;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();

  /** Up to here the file is in the head, or left out of it. */
  private int tail = 2;

  private boolean hasJfif;
  private boolean hasAdobe;

  JpegCopy(byte[] file, JpegHeader header, JpegColors colors) {
    this.file = file;
    this.header = header;
    this.colors = colors;
    head.write(file, 0, tail);
  }

  /**
   * For the JDK's reader: no comments, profiles and other data that do not change the samples it
   * stores, and colours told as libjpeg understands them; the file itself where nothing is to be
   * done.
   */
  byte[] essential() {
    boolean isUnsaid = colors.areYcbcrUnsaid(header.identifiers());
    boolean leavesAdobe = header.identifiers().size() == 3 && colors.passOverAdobe();
    if (!isUnsaid && !leavesAdobe && !header.isDescribed() && header.end() == file.length) {
      return file;
    }
    if (isUnsaid) {
      head.writeBytes(JFIF);
    }
    header.forEachSegment(
        segment -> {
          if (segment.isDescriptive() || (leavesAdobe && segment.isAdobe())) {
            head.write(file, tail, segment.begin() - tail);
            tail = segment.end();
          }
        });
    return withTail();
  }

  /**
   * For a reader that looks for segments in its own way: whole ones and nothing between them before
   * the first scan. Of what only describes, a profile of four inks stays, and of what says how
   * colours are coded, the first of a kind.
   */
  byte[] plain() {
    boolean keepsProfile = colors.haveProfileOfInks();
    header.forEachSegment(
        segment -> {
          boolean isWanted = !segment.isDescriptive() || (keepsProfile && segment.isProfile());
          boolean isOfHead = segment.at() < header.firstScan();
          if (isOfHead && isWanted && !isRepeated(segment)) {
            head.write(file, segment.at() - 2, segment.end() - segment.at() + 2);
          }
        });
    tail = header.firstScan();
    return withTail();
  }

  private boolean isRepeated(JpegSegment segment) {
    boolean isRepeated = (hasJfif && segment.isJfif()) || (hasAdobe && segment.isAdobe());
    hasJfif |= segment.isJfif();
    hasAdobe |= segment.isAdobe();
    return isRepeated;
  }

  private byte[] withTail() {
    byte[] start = head.toByteArray();
    byte[] copy = Arrays.copyOf(start, start.length + header.end() - tail);
    System.arraycopy(file, tail, copy, start.length, header.end() - tail);
    return copy;
  }
}
