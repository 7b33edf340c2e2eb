package io.github.crowdrank.image;

/**
 * How large a picture may be before {@link ImageDecoder} refuses it. All limits are checked from
 * the header, before pixels are decoded. Immutable.
 *
 * @param maxFileBytes bytes of the file or stream, 1 or more
 * @param maxPixels width times height, 1 or more; a GIF may start its table of codes anew once for
 *     25 of them, and a million times in any case
 * @param maxSide width and height in pixels, 1 or more
 * @param maxJpegScans scans of a JPEG, 1 or more; each scan costs a pass over all pixels, and a
 *     small file can hold thousands
 * @param maxScannedPixels scans times pixels of a JPEG that has more scans than encoders write, of
 *     which {@value #USUAL_SCANS} are always allowed, 1 or more
 */
public record ImageLimits(
    long maxFileBytes, long maxPixels, int maxSide, int maxJpegScans, long maxScannedPixels) {
  /** What progressive photographs have: ten, a few more where the encoder searched for the best. */
  static final int USUAL_SCANS = 12;

  /** Allowed pixels for which a GIF may once start its table of codes anew. */
  private static final int PIXELS_PER_GIF_START = 25;

  /** Starts of the table that are always allowed: a third of a second of work. */
  private static final long FEW_GIF_STARTS = 1_000_000;

  private static final ImageLimits DEFAULTS =
      new ImageLimits(64L << 20, 100_000_000L, 32_768, 64, 200_000_000L);
  private static final ImageLimits UNLIMITED =
      new ImageLimits(
          Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is not positive; the message names it
   */
  public ImageLimits {
    requirePositive("maxFileBytes", maxFileBytes);
    requirePositive("maxPixels", maxPixels);
    requirePositive("maxSide", maxSide);
    requirePositive("maxJpegScans", maxJpegScans);
    requirePositive("maxScannedPixels", maxScannedPixels);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is 1 or more but was " + value);
    }
  }

  /**
   * 64 MiB, 100 megapixels, sides up to 32,768 pixels, 64 scans, and 200 megapixels in all scans
   * where there are more of them than usual: seconds of work, how many is a matter of the machine.
   */
  public static ImageLimits defaults() {
    return DEFAULTS;
  }

  /**
   * No limits but those of Java arrays and of the heap: for pictures from a trusted source only.
   */
  public static ImageLimits unlimited() {
    return UNLIMITED;
  }

  /** How often a GIF may start its table of codes anew. */
  long mostGifStarts() {
    return Math.max(FEW_GIF_STARTS, maxPixels / PIXELS_PER_GIF_START);
  }

  /** These limits with another number of bytes. */
  public ImageLimits withMaxFileBytes(long bytes) {
    return new ImageLimits(bytes, maxPixels, maxSide, maxJpegScans, maxScannedPixels);
  }

  /** These limits with another number of pixels. */
  public ImageLimits withMaxPixels(long pixels) {
    return new ImageLimits(maxFileBytes, pixels, maxSide, maxJpegScans, maxScannedPixels);
  }

  /** These limits with another longest side. */
  public ImageLimits withMaxSide(int side) {
    return new ImageLimits(maxFileBytes, maxPixels, side, maxJpegScans, maxScannedPixels);
  }

  /** These limits with another number of JPEG scans. */
  public ImageLimits withMaxJpegScans(int scans) {
    return new ImageLimits(maxFileBytes, maxPixels, maxSide, scans, maxScannedPixels);
  }

  /** These limits with another number of pixels in all scans of a JPEG with many. */
  public ImageLimits withMaxScannedPixels(long pixels) {
    return new ImageLimits(maxFileBytes, maxPixels, maxSide, maxJpegScans, pixels);
  }
}
