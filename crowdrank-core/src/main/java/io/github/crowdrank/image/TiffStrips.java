package io.github.crowdrank.image;

import java.util.Optional;

/**
 * The pieces, strips or tiles, in which the pixels of a TIFF image are stored. Without a word
 * TwelveMonkeys' reader takes what lies behind an uncompressed piece for its end, makes up what is
 * missing of one that is coded as by fax machines, leaves black what a small JPEG image has no
 * pixels for, and passes over the checksum of a deflated piece.
 */
final class TiffStrips {
  private static final int STRIP_PLACES = 273;
  private static final int STRIP_LENGTHS = 279;
  private static final int TILE_PLACES = 324;
  private static final int TILE_LENGTHS = 325;
  private static final int UNCOMPRESSED = 1;
  private static final int FAX_RUNS = 2;
  private static final int FAX_T4 = 3;
  private static final int FAX_T6 = 4;
  private static final int OLD_JPEG = 6;
  private static final int JPEG = 7;
  private static final int ZLIB = 8;
  private static final int DEFLATE = 32_946;
  private static final int PIXTIFF = 50_013;
  private static final int LUMA_AND_CHROMA = 6;
  private static final int SEPARATE_PLANES = 2;

  /** Bits of a row of a tile that is wider than the image, for which the reader makes room. */
  private static final long MOST_TILE_BITS = 1L << 27;

  /** They are counted in 16 bits; the reader makes room for as many as a longer number says. */
  private static final long MOST_SAMPLES = (1 << 16) - 1;

  /** What a file of strips of a few bytes each grows by with {@link FaxStrips}, at most. */
  private static final long MOST_COPIES = 5;

  private static final long SPARE_BYTES = 1 << 16;

  /** What the reader takes for JPEG data whose length is not there. */
  private static final int UNKNOWN_JPEG = Short.MAX_VALUE;

  private final TiffPage page;
  private final byte[] file;
  private final boolean tiled;
  private final boolean hasLengths;
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
  private final int bits;

  TiffStrips(TiffPage page) {
    file = page.readable();
    this.page = page;
    tiled = page.values(TILE_PLACES).count() > 0;
    offsets = page.values(tiled ? TILE_PLACES : STRIP_PLACES);
    lengths = page.values(tiled ? TILE_LENGTHS : STRIP_LENGTHS);
    // The reader does without the lengths if one is missing.
    hasLengths = lengths.count() > 0 && !lengths.contains(0);
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
    bits = (int) page.values(258).first(1);
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

  /** That the reader would make far more room for a pixel or a row than the image asks for. */
  Optional<String> refusal() {
    if (samples < 0 || samples > MOST_SAMPLES) {
      return Optional.of(
          "it declares %s samples per pixel but no more than %d can be"
              .formatted(Long.toUnsignedString(samples), MOST_SAMPLES));
    }
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
    int pieces = pieces();
    for (int i = 0; i < pieces; i++) {
      long across = across();
      long columns = Math.min(pieceWidth, width - i % across * pieceWidth);
      long rows = Math.min(pieceHeight, height - i / across % down() * pieceHeight);
      Optional<String> found = damage(i, columns, rows, pieces == 1);
      if (found.isPresent()) {
        return Optional.of("its %s %d %s".formatted(piece, i, found.get()));
      }
    }
    if (isFax() && fax().bytes() > MOST_COPIES * file.length + SPARE_BYTES) {
      return Optional.of("its %ss lie over each other".formatted(piece));
    }
    return Optional.empty();
  }

  private Optional<String> damage(int index, long columns, long rows, boolean isAlone) {
    long begin = offsets.get(index);
    boolean hasLength = hasLengths && index < lengths.count();
    long length = hasLength ? lengths.get(index) : 1;
    return switch (compression) {
      case UNCOMPRESSED ->
          hasLength && !isSubsampled && length < bytes(rows)
              ? Optional.of("has %d bytes but needs %d".formatted(length, bytes(rows)))
              : Optional.empty();
      case FAX_RUNS, FAX_T4, FAX_T6 ->
          begin < 0 || length > file.length - begin
              ? Optional.of(
                  "ends at byte %s but the file has %d"
                      .formatted(Long.toUnsignedString(begin + length), file.length))
              : Optional.empty();
      case JPEG ->
          strip(begin, hasLength ? length : UNKNOWN_JPEG)
              .flatMap(strip -> strip.smallJpeg(columns, rows, isAlone));
      // The last piece may have as many rows as the others.
      case ZLIB, DEFLATE, PIXTIFF ->
          strip(begin, hasLength ? length : file.length)
              .flatMap(strip -> strip.wrongChecksum(bytes(pieceHeight)));
      default -> Optional.empty();
    };
  }

  /** What there is of a piece; of one that lies behind the file the reader tells itself. */
  private Optional<TiffStrip> strip(long begin, long length) {
    return begin < 0 || length < 0 || begin >= file.length
        ? Optional.empty()
        : Optional.of(
            new TiffStrip(file, (int) begin, (int) Math.min(length, file.length - begin)));
  }

  /** The file as TwelveMonkeys' reader is to get it; not to be asked for if there is damage. */
  byte[] readable() {
    return isFax()
        ? fax().readable(tiled ? TILE_PLACES : STRIP_PLACES, tiled ? TILE_LENGTHS : STRIP_LENGTHS)
        : file;
  }

  private FaxStrips fax() {
    return new FaxStrips(page, pieces(), offsets, lengths, compression);
  }

  /** Whether it is coded so, and where each piece ends is known. */
  private boolean isFax() {
    return compression >= FAX_RUNS
        && compression <= FAX_T6
        && pieces() > 0
        && pieces() <= lengths.count()
        && hasLengths;
  }

  /** How many pieces hold the image, as far as they are there; 0 if it has no sides. */
  private int pieces() {
    return width <= 0 || height <= 0 || pieceWidth <= 0 || pieceHeight <= 0 || samples <= 0
        ? 0
        : (int) Math.min(across() * down() * (isSeparate ? samples : 1), offsets.count());
  }

  private long across() {
    return (width + pieceWidth - 1) / pieceWidth;
  }

  private long down() {
    return (height + pieceHeight - 1) / pieceHeight;
  }

  /** Of as many rows of a piece, if chroma has as many samples as luma. */
  private long bytes(long rows) {
    return rows * ((pieceWidth * (isSeparate ? 1 : samples) * bits + 7) / 8);
  }
}
