package io.github.crowdrank.image;

import java.nio.charset.StandardCharsets;

/**
 * Where the picture of a JPEG file ends. Phones put another picture or a film behind it, whose
 * bytes look like scans here and there; readers are not given them.
 */
final class JpegEnd {
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;

  private JpegEnd() {}

  /**
   * Walks from marker to marker as libjpeg does between and behind scans.
   *
   * @param firstScan where the marker of the first scan stands
   * @return behind the end-of-image marker; the file's length where there is none, or where libjpeg
   *     could go on at another byte than the next
   */
  static int of(byte[] file, int firstScan) {
    // Searching a string is many times faster than a loop over the bytes.
    String bytes = new String(file, StandardCharsets.ISO_8859_1);
    int at = firstScan;
    while (at >= 0) {
      int marker = file[at + 1] & 255;
      int next = at + 2;
      if (marker == END_OF_IMAGE) {
        return next;
      }
      if (hasLength(marker)) {
        int length = next + 1 < file.length ? (file[next] & 255) << 8 | (file[next + 1] & 255) : 0;
        if (length < Short.BYTES) {
          return file.length;
        }
        next += length;
      } else if (!isRestart(marker)) {
        return file.length;
      }
      at = nextMarker(bytes, next);
    }
    return file.length;
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
