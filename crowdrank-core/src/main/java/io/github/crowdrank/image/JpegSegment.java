package io.github.crowdrank.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A segment of a JPEG file, by its place in it.
 *
 * @param file the bytes
 * @param marker second byte of its marker
 * @param begin behind the segment before it
 * @param at where its length stands, behind its marker
 * @param end behind it
 */
@SuppressWarnings("ArrayRecordComponent") // a place in the file, compared by nobody
record JpegSegment(byte[] file, int marker, int begin, int at, int end) {
  private static final int COMMENT = 0xfe;
  private static final int ADOBE = 0xee;
  private static final int ADOBE_BYTES = 12;
  private static final int JFIF_BYTES = 14;
  private static final String EXIF = "Exif\0\0";

  /** Where its content begins. */
  int content() {
    return at + Short.BYTES;
  }

  int length() {
    return end - content();
  }

  boolean startsWith(String text) {
    byte[] start = text.getBytes(StandardCharsets.US_ASCII);
    return start.length <= length()
        && Arrays.equals(file, content(), content() + start.length, start, 0, start.length);
  }

  /** A comment or data of an application other than those that say how colours are coded. */
  boolean isDescriptive() {
    return marker == COMMENT || (marker >= 0xe0 && marker <= 0xef && !isJfif() && !isAdobe());
  }

  /** As libjpeg takes it: others are skipped. */
  boolean isAdobe() {
    return marker == ADOBE && length() >= ADOBE_BYTES && startsWith("Adobe");
  }

  /** Of Adobe's: 0 for RGB or CMYK, 1 for YCbCr, 2 for YCCK. */
  int colorTransform() {
    return file[content() + ADOBE_BYTES - 1] & 255;
  }

  boolean isJfif() {
    return marker == 0xe0 && length() >= JFIF_BYTES && startsWith("JFIF\0");
  }

  boolean isExif() {
    return marker == 0xe1 && startsWith(EXIF);
  }

  /** What stands behind EXIF's name. */
  byte[] exif() {
    return Arrays.copyOfRange(file, content() + EXIF.length(), end);
  }

  boolean isProfile() {
    return marker == 0xe2 && startsWith("ICC_PROFILE\0");
  }
}
