package io.github.crowdrank.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the segments of a JPEG file say before any pixel is decoded (ITU-T T.81, annex B).
 *
 * <p>Segments are walked as libjpeg does up to the first scan; where one libjpeg could go on at
 * another byte than the next, that is noted as an obstacle. From the first scan on each
 * start-of-scan marker is counted wherever it stands, so that a file cannot hide scans from the
 * count.
 */
final class JpegHeader {
  private static final int START_OF_SCAN = 0xda;
  private static final int PROFILE = 0xe2;
  private static final String SCAN = "\u00ff\u00da";
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

  private final byte[] file;
  private final ByteArrayOutputStream essentialHead = new ByteArrayOutputStream();
  private int essentialTail;
  private final ByteArrayOutputStream plainHead = new ByteArrayOutputStream();
  private int firstScan;
  private @Nullable String obstacle;
  private int frame = -1;
  private int scans;
  private byte @Nullable [] exif;

  private JpegHeader(byte[] file) {
    this.file = file;
  }

  static JpegHeader of(byte[] file) {
    JpegHeader header = new JpegHeader(file);
    header.walk();
    return header;
  }

  private void walk() {
    plainHead.write(file, 0, 2);
    int at = 2;
    while (scans == 0) {
      int begin = at;
      at = nextMarker(at);
      if (at < 0 || at + 2 >= file.length) {
        break;
      }
      int marker = file[at++] & 255;
      if (!isFollowed(marker)) {
        noteObstacle(at - 2);
      }
      if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd9)) {
        continue;
      }
      int length = unsignedShort(at);
      if (length < Short.BYTES) {
        // Where libjpeg skips a segment, it goes on behind a length that is too small.
        if (!isSkipped(marker)) {
          noteObstacle(at - 2);
          break;
        }
        at += Short.BYTES;
        continue;
      }
      if (length > file.length - at) {
        break;
      }
      note(marker, begin, at, at + length);
      at += length;
    }
  }

  /**
   * Takes what is needed of a segment.
   *
   * @param begin behind the segment before it
   * @param at where its length stands
   */
  private void note(int marker, int begin, int at, int end) {
    if (isFrame(marker) && frame < 0 && end - at >= 8) {
      frame = at - 1;
    } else if (marker == START_OF_SCAN) {
      firstScan = at - 2;
      scans = startsOfScan(firstScan);
      return;
    } else if (isDescriptive(marker)) {
      noteExif(marker, at + 2, end);
      essentialHead.write(file, essentialTail, begin - essentialTail);
      essentialTail = end;
    }
    if (marker == PROFILE || !isDescriptive(marker)) {
      plainHead.write(file, at - 2, end - at + 2);
    }
  }

  private void noteObstacle(int at) {
    if (obstacle == null) {
      obstacle = "the marker %02x%02x at byte %d".formatted(file[at] & 255, file[at + 1] & 255, at);
    }
  }

  /**
   * Whether each libjpeg goes on at the same byte behind the marker, if it goes on. Others than
   * these end the file, or are taken for a marker alone by some and for a segment by others.
   */
  private static boolean isFollowed(int marker) {
    boolean isTableOrFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc8;
    return isTableOrFrame
        || isSkipped(marker)
        || marker == 0x01
        || (marker >= 0xd0 && marker <= 0xd7)
        || (marker >= START_OF_SCAN && marker <= 0xdd);
  }

  /** Applications' data, comments, and the number of lines. */
  private static boolean isSkipped(int marker) {
    return (marker >= 0xe0 && marker <= 0xef) || marker == 0xfe || marker == 0xdc;
  }

  /** Index of the byte after the next run of 0xff, or -1 at the end. */
  private int nextMarker(int from) {
    int at = from;
    while (at < file.length) {
      if ((file[at] & 255) != 0xff) {
        at++;
        continue;
      }
      while (at < file.length && (file[at] & 255) == 0xff) {
        at++;
      }
      if (at < file.length && file[at] != 0) {
        return at;
      }
    }
    return -1;
  }

  private int startsOfScan(int from) {
    // Searching a string is many times faster than a loop over the bytes.
    String rest = new String(file, from, file.length - from, StandardCharsets.ISO_8859_1);
    int count = 0;
    for (int i = rest.indexOf(SCAN); i >= 0; i = rest.indexOf(SCAN, i + 1)) {
      count++;
    }
    return count;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** Comments and applications' data other than those that say how colours are coded. */
  private static boolean isDescriptive(int marker) {
    return marker == 0xfe || (marker >= 0xe1 && marker <= 0xef && marker != 0xee);
  }

  private void noteExif(int marker, int from, int until) {
    int begin = from + EXIF.length;
    if (marker == 0xe1
        && exif == null
        && begin <= until
        && Arrays.equals(file, from, begin, EXIF, 0, EXIF.length)) {
      exif = Arrays.copyOfRange(file, begin, until);
    }
  }

  private int unsignedShort(int at) {
    return (file[at] & 255) << 8 | (file[at + 1] & 255);
  }

  /** Whether a frame header was found; without one the values of the frame mean nothing. */
  boolean hasFrame() {
    return frame >= 0;
  }

  /** Whether it is neither lossless, nor hierarchical, nor of more than 8 bits. */
  boolean isCommon() {
    return process() % 8 <= 2 && precision() == 8;
  }

  /** The number of the frame's process, 0 to 15: the n of SOFn. */
  int process() {
    return file[frame] & 15;
  }

  int precision() {
    return file[frame + 3] & 255;
  }

  int height() {
    return unsignedShort(frame + 4);
  }

  int width() {
    return unsignedShort(frame + 6);
  }

  int components() {
    return file[frame + 8] & 255;
  }

  /** At least the number of scans a decoder will find; 0 if the file ends before the first. */
  int scans() {
    return scans;
  }

  /** The first marker before the first scan behind which readers may not agree, if there is one. */
  Optional<String> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  /** The content of the first EXIF segment, from its TIFF header on. */
  byte @Nullable [] exif() {
    return exif;
  }

  /**
   * The file without comments, profiles and other data that do not change the stored samples; the
   * file itself where there are none.
   */
  byte[] essential() {
    if (essentialTail == 0) {
      return file;
    }
    byte[] head = essentialHead.toByteArray();
    byte[] essential = Arrays.copyOf(head, head.length + file.length - essentialTail);
    System.arraycopy(file, essentialTail, essential, head.length, file.length - essentialTail);
    return essential;
  }

  /**
   * The file with whole segments and nothing between them before its first scan: for readers that
   * look for segments in their own way. Of what only describes, profiles stay.
   */
  byte[] plain() {
    byte[] head = plainHead.toByteArray();
    byte[] plain = Arrays.copyOf(head, head.length + file.length - firstScan);
    System.arraycopy(file, firstScan, plain, head.length, file.length - firstScan);
    return plain;
  }
}
