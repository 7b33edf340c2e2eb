package io.github.crowdrank.image;

import java.nio.charset.StandardCharsets;

/**
 * The scans of a JPEG file and where its picture ends. Phones put another picture or a film behind
 * it, whose bytes look like scans here and there; readers are not given them.
 *
 * @param end behind the end-of-image marker; the file's length where there is none, or where
 *     libjpeg could go on at another byte than the next
 * @param count of start-of-scan markers before the end, wherever they stand
 */
record JpegScans(int end, int count) {
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;
  private static final String SCAN = "\u00ff\u00da";

  /**
   * Looks at all from the marker of the first scan on.
   *
   * @param firstScan where it stands
   */
  static JpegScans of(byte[] file, int firstScan) {
    // Searching a string is many times faster than a loop over the bytes.
    String rest = new String(file, firstScan, file.length - firstScan, StandardCharsets.ISO_8859_1);
    int end = end(rest);
    int count = 0;
    for (int at = rest.indexOf(SCAN); at >= 0 && at < end; at = rest.indexOf(SCAN, at + 1)) {
      count++;
    }
    return new JpegScans(firstScan + end, count);
  }

  /** Walks from marker to marker as libjpeg does between and behind scans. */
  private static int end(String bytes) {
    int at = 0;
    while (at >= 0) {
      int marker = bytes.charAt(at + 1);
      int next = at + 2;
      if (marker == END_OF_IMAGE) {
        return next;
      }
      if (hasLength(marker)) {
        int length =
            next + 1 < bytes.length() ? bytes.charAt(next) << 8 | bytes.charAt(next + 1) : 0;
        if (length < Short.BYTES) {
          return bytes.length();
        }
        next += length;
      } else if (!isRestart(marker)) {
        return bytes.length();
      }
      at = nextMarker(bytes, next);
    }
    return bytes.length();
  }

  /** Scans, tables, and what is skipped. */
  private static boolean hasLength(int marker) {
    return marker == START_OF_SCAN
        || marker == 0xc4
        || marker == 0xcc
        || (marker >= 0xdb && marker <= 0xdd)
        || (marker >= 0xe0 && marker <= 0xef)
        || marker == 0xfe;
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xd0 && marker <= 0xd7;
  }

  /** The last 0xff before the next byte that is neither 0xff nor, as within scans, 0; or -1. */
  private static int nextMarker(String bytes, int from) {
    for (int at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
      if (at + 1 < bytes.length() && bytes.charAt(at + 1) != 0 && bytes.charAt(at + 1) != 0xff) {
        return at;
      }
    }
    return -1;
  }
}
