package io.github.crowdrank.image;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A strip or tile of a TIFF image, as far as the file has it. */
final class TiffStrip {
  /** Enough for the header of nearly every JPEG. */
  private static final int HEADER_BYTES = 1 << 16;

  private final byte[] file;
  private final int begin;
  private final int length;

  /** Looks at as many bytes of a file from there on. */
  TiffStrip(byte[] file, int begin, int length) {
    this.file = file;
    this.begin = begin;
    this.length = length;
  }

  /**
   * That it holds a JPEG image of fewer pixels than it has itself, if it is so. The reader tells of
   * none at all.
   *
   * @param isAlone whether all of it may be looked at, as no other lies over it
   */
  Optional<String> smallJpeg(long columns, long rows, boolean isAlone) {
    int most = isAlone ? length : Math.min(length, HEADER_BYTES);
    JpegHeader header = JpegHeader.of(Arrays.copyOfRange(file, begin, begin + most));
    return header.hasFrame() && (header.width() < columns || header.height() < rows)
        ? Optional.of(
            "is %dx%d pixels but holds a JPEG image of %dx%d"
                .formatted(columns, rows, header.width(), header.height()))
        : Optional.empty();
  }

  /**
   * That it does not end with the checksum of what it holds, if it is so. The reader tells of what
   * is no deflated data.
   *
   * @param most bytes that it may hold; what holds more would take a while and is not looked at
   */
  Optional<String> wrongChecksum(long most) {
    return isChecked(most)
        ? Optional.empty()
        : Optional.of("does not end with the checksum of what it holds");
  }

  private boolean isChecked(long most) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(file, begin, length);
      byte[] some = new byte[1 << 13];
      while (inflater.getBytesWritten() <= most) {
        if (inflater.inflate(some) == 0) {
          return inflater.finished();
        }
      }
      return true;
    } catch (DataFormatException e) {
      return !"incorrect data check".equals(e.getMessage());
    } finally {
      inflater.end();
    }
  }
}
