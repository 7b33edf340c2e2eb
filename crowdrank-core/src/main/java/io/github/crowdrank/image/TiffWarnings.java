package io.github.crowdrank.image;

import java.util.List;

/**
 * Which warnings of TwelveMonkeys' TIFF reader are of lost data: what it hands on from the reader
 * of JPEG that it has for such strips, but not what it says itself, of tags that are missing or
 * wrong and that it knows how to do without.
 */
final class TiffWarnings {
  /** How its own warnings begin, of which none says that pixels are missing. */
  private static final List<String> HARMLESS =
      List.of(
          "8 bit ColorMap detected.",
          "Could not read metadata for JPEG compressed TIFF",
          "Detected compression type",
          "Determined color space from JPEG stream:",
          "Embedded ICC color profile",
          "Embedded color profile is invalid",
          "Ignoring all-zero ",
          "Ignoring broken/incompatible ICC profile:",
          "Ignoring embedded ICC color profile",
          "Incorrect JPEGInterchangeFormat tag",
          "Incorrect StripByteCounts/TileByteCounts for single tile,",
          "Incorrect StripOffsets/TileOffsets,",
          "JFIF markers not allowed",
          "Missing JPEGTables for tiled/striped TIFF",
          "Missing PhotometricInterpretation,",
          "Missing StripByteCounts for TIFF",
          "Missing TileByteCounts for tiled TIFF",
          "Old-style JPEG compressed TIFF",
          "TIFF PhotometricInterpretation YCbCr with bad subsampling,",
          "Uknown TIFF YCbCrPositioning value,",
          "Warning: unknown JFIF revision number",
          "strip/tileByteCount < required");

  private TiffWarnings() {}

  static boolean isDamage(String warning) {
    return HARMLESS.stream().noneMatch(warning::startsWith);
  }
}
