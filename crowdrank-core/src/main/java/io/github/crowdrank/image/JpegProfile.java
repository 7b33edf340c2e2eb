package io.github.crowdrank.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The colour profile of a JPEG file, in segments of at most 64 KiB (ICC.1, annex B.4). */
final class JpegProfile {
  private static final int BEFORE_NUMBER = "ICC_PROFILE\0".length();
  private static final int BEFORE_DATA = BEFORE_NUMBER + 2;
  private static final int HEADER = 128;
  private static final int COLOR_SPACE = 16;

  private JpegProfile() {}

  /**
   * Whether these are all segments of a profile of four inks, in their order. Readers make colours
   * of any other that are none, or look for more of it than there is.
   */
  static boolean isOfInks(List<JpegSegment> segments) {
    int bytes = 0;
    for (int i = 0; i < segments.size(); i++) {
      JpegSegment segment = segments.get(i);
      if (segment.length() < BEFORE_DATA
          || byteAt(segment, BEFORE_NUMBER) != i + 1
          || byteAt(segment, BEFORE_NUMBER + 1) != segments.size()) {
        return false;
      }
      bytes += segment.length() - BEFORE_DATA;
    }
    return bytes >= HEADER
        && segments.get(0).length() >= BEFORE_DATA + HEADER
        && isOfInks(segments.get(0), bytes);
  }

  private static boolean isOfInks(JpegSegment first, int bytes) {
    ByteBuffer header =
        ByteBuffer.wrap(first.file(), first.content() + BEFORE_DATA, HEADER).slice();
    int declared = header.getInt(0);
    byte[] space = new byte[4];
    header.get(COLOR_SPACE, space);
    return declared >= HEADER
        && declared <= bytes
        && new String(space, StandardCharsets.US_ASCII).equals("CMYK");
  }

  private static int byteAt(JpegSegment segment, int index) {
    return segment.file()[segment.content() + index] & 255;
  }
}
