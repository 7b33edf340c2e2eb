package io.github.crowdrank.image;

import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The pieces, strips or tiles, in which the pixels of a TIFF image are stored. Without a word
 * TwelveMonkeys' reader takes what lies behind an uncompressed piece for its end, makes up what is
 * missing of one that is coded as by fax machines, and passes over the checksum of a deflated one.
 */
final class TiffStrips {
  private static final int UNCOMPRESSED = 1;
  private static final int LAST_OF_FAX = 4;
  private static final int OLD_JPEG = 6;
  private static final int ZLIB = 8;
  private static final int DEFLATE = 32_946;
  private static final int LUMA_AND_CHROMA = 6;
  private static final int SEPARATE_PLANES = 2;

  /** Bits of a row of a tile that is wider than the image, for which the reader makes room. */
  private static final long MOST_TILE_BITS = 1L << 27;

  private final byte[] file;
  private final TiffValues offsets;
  private final TiffValues lengths;
  private final String piece;
  private final long width;
  private final long height;
  private final long pieceWidth;
  private final long pieceHeight;
  private final int compression;
  private final boolean isSubsampled;
  private final boolean isSeparate;
  private final long samples;
  private final long bits;

  TiffStrips(TiffPage page) {
    file = page.readable();
    boolean tiled = page.values(324).count() > 0;
    offsets = page.values(tiled ? 324 : 273);
    lengths = page.values(tiled ? 325 : 279);
    piece = tiled ? "tile" : "strip";
    width = page.values(256).first(0);
    height = page.values(257).first(0);
    long rows = tiled ? height : Math.min(height, page.values(278).first(height));
    pieceWidth = page.values(322).first(width);
    pieceHeight = page.values(323).first(rows);
    compression = (int) page.values(259).first(UNCOMPRESSED);
    isSubsampled = page.values(262).first(0) == LUMA_AND_CHROMA;
    isSeparate = page.values(284).first(1) == SEPARATE_PLANES;
    samples = page.values(277).first(1);
    bits = page.values(258).first(1);
  }

  /** Of the image, if it says so; otherwise 0. */
  long width() {
    return width;
  }

  /** Of the image, if it says so; otherwise 0. */
  long height() {
    return height;
  }

  /** Whether it is compressed as TIFF 6.0 says and a note of 1995 took back. */
  boolean isOldJpeg() {
    return compression == OLD_JPEG;
  }

  /** That the reader would make far more room for a row than the image asks for. */
  Optional<String> refusal() {
    // Three factors of 32 bits each would be too many for a long.
    boolean isWide =
        pieceWidth > width
            && pieceWidth > MOST_TILE_BITS / Math.max(1, samples) / Math.max(1, bits);
    return isWide
        ? Optional.of(
            "its tiles have %s pixels in a row but the image has %s"
                .formatted(Long.toUnsignedString(pieceWidth), Long.toUnsignedString(width)))
        : Optional.empty();
  }

  /** The first piece that is shorter than it has to be, or damaged. */
  Optional<String> damage() {
    if (width <= 0 || height <= 0 || pieceWidth <= 0 || pieceHeight <= 0) {
      return Optional.empty();
    }
    long across = (width + pieceWidth - 1) / pieceWidth;
    long down = (height + pieceHeight - 1) / pieceHeight;
    // The reader does without the lengths if one is missing.
    boolean hasLengths = lengths.count() > 0 && !lengths.contains(0);
    long pieces = across * down * (isSeparate ? samples : 1);
    for (int i = 0; i < Math.min(pieces, offsets.count()); i++) {
      long begin = offsets.get(i);
      long length = hasLengths && i < lengths.count() ? lengths.get(i) : 1;
      long needed = needed(Math.min(pieceHeight, height - i / across % down * pieceHeight));
      if (hasLengths && length < needed) {
        return Optional.of(
            "its %s %d has %d bytes but needs %d".formatted(piece, i, length, needed));
      }
      if (isFax() && (begin < 0 || length > file.length - begin)) {
        return Optional.of(
            "its %s %d ends at byte %s but the file has %d"
                .formatted(piece, i, Long.toUnsignedString(begin + length), file.length));
      }
      if (isDeflated() && !isChecked(begin, hasLengths ? length : file.length)) {
        return Optional.of(
            "its %s %d does not end with the checksum of what it holds".formatted(piece, i));
      }
    }
    return Optional.empty();
  }

  private boolean isFax() {
    return compression > UNCOMPRESSED && compression <= LAST_OF_FAX;
  }

  private boolean isDeflated() {
    return compression == ZLIB || compression == DEFLATE;
  }

  /** Whether a piece ends with the checksum of what it holds, or is none, as the reader says. */
  private boolean isChecked(long begin, long length) {
    if (begin < 0 || begin > file.length) {
      return true;
    }
    // The last piece may have as many rows as the others. What holds more would take a while.
    long most = bytes(pieceHeight);
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(file, (int) begin, (int) Math.min(length, file.length - begin));
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

  private long needed(long rows) {
    return compression == UNCOMPRESSED && !isSubsampled ? bytes(rows) : 1;
  }

  /** Of as many rows of a piece, if chroma has as many samples as luma. */
  private long bytes(long rows) {
    return rows * ((pieceWidth * (isSeparate ? 1 : samples) * bits + 7) / 8);
  }
}
