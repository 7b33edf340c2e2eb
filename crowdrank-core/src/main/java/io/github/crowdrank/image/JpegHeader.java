package io.github.crowdrank.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the segments of a JPEG file say before any pixel is decoded (ITU-T T.81, annex B).
 *
 * <p>Segments are walked as libjpeg does up to the first scan; where one libjpeg could go on at
 * another byte than the next, that is noted as an obstacle. From the first scan to the end of the
 * picture each start-of-scan marker is counted wherever it stands, so that a file cannot hide scans
 * from the count; what stands behind that end no reader gets.
 */
final class JpegHeader {
  private static final int START_OF_SCAN = 0xda;

  private final byte[] file;
  private final JpegColors colors = new JpegColors();
  private int firstScan;
  private int end;
  private @Nullable String obstacle;
  private int frame = -1;
  private int scans;
  private byte @Nullable [] exif;
  private boolean isDescribed;

  private JpegHeader(byte[] file) {
    this.file = file;
    this.firstScan = file.length;
    this.end = file.length;
  }

  static JpegHeader of(byte[] file) {
    JpegHeader header = new JpegHeader(file);
    header.forEachSegment(header::note);
    return header;
  }

  /**
   * Walks to the first scan. Segments are looked for anew each time and not kept: millions of empty
   * ones fit into a file.
   *
   * @param each gets all segments that are whole, that of the first scan included
   */
  void forEachSegment(Consumer<? super JpegSegment> each) {
    int marker = 0;
    int at = 2;
    while (marker != START_OF_SCAN) {
      int begin = at;
      at = nextMarker(at);
      if (at < 0 || at + 2 >= file.length) {
        break;
      }
      marker = file[at++] & 255;
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
      each.accept(new JpegSegment(file, marker, begin, at, at + length));
      at += length;
    }
  }

  private void note(JpegSegment segment) {
    isDescribed |= segment.isDescriptive();
    if (segment.marker() == START_OF_SCAN) {
      firstScan = segment.at() - 2;
      JpegScans found = JpegScans.of(file, firstScan);
      end = found.end();
      scans = found.count();
    } else if (isFrame(segment.marker()) && frame < 0 && segment.end() - segment.at() >= 8) {
      frame = segment.at() - 1;
    } else if (segment.isExif() && exif == null) {
      exif = segment.exif();
    } else {
      colors.note(segment);
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

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
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

  /** The file as the JDK's reader gets it. */
  byte[] essential() {
    return new JpegCopy(file, this, colors).essential();
  }

  /** The file as a reader gets it that looks for segments in its own way. */
  byte[] plain() {
    return new JpegCopy(file, this, colors).plain();
  }

  /** Whether it holds comments or data that do not change the samples. */
  boolean isDescribed() {
    return isDescribed;
  }

  /** Where the first scan begins, with its marker. */
  int firstScan() {
    return firstScan;
  }

  /** Where the picture ends: no reader gets what stands behind. */
  int end() {
    return end;
  }

  /** The numbers of the frame's components, as many as its segment has room for. */
  List<Integer> identifiers() {
    List<Integer> identifiers = new ArrayList<>();
    int frameEnd = hasFrame() ? frame + 1 + unsignedShort(frame + 1) : 0;
    for (int at = frame + 9; at + 2 < frameEnd && identifiers.size() < components(); at += 3) {
      identifiers.add(file[at] & 255);
    }
    return identifiers;
  }
}
