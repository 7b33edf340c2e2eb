package io.github.crowdrank.image;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How stored pixels lie with respect to the upright picture: the eight values of EXIF, in order.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  TURNED_180(false, true, true),
  MIRRORED_TURNED_180(false, false, true),
  TRANSPOSED(true, false, false),
  TURNED_90_LEFT(true, false, true),
  TRANSVERSED(true, true, true),
  TURNED_90_RIGHT(true, true, false);

  private final boolean axesExchanged;
  private final boolean columnsReversed;
  private final boolean rowsReversed;

  Orientation(boolean axesExchanged, boolean columnsReversed, boolean rowsReversed) {
    this.axesExchanged = axesExchanged;
    this.columnsReversed = columnsReversed;
    this.rowsReversed = rowsReversed;
  }

  /**
   * Reads the orientation; what cannot be understood counts as upright and adds a warning.
   *
   * @param exif EXIF data from its TIFF header on, or null if there is none
   */
  static Orientation of(byte @Nullable [] exif, List<String> warnings) {
    if (exif == null) {
      return UPRIGHT;
    }
    Long number;
    try {
      number = OrientationTag.of(exif);
    } catch (IOException e) {
      warnings.add(
          "The EXIF data cannot be read, for "
              + e.getMessage()
              + "; the picture is taken as upright.");
      return UPRIGHT;
    }
    if (number == null) {
      return UPRIGHT;
    }
    if (number < 1 || number > 8) {
      warnings.add(
          "The EXIF orientation is 1 to 8 but was "
              + number
              + "; the picture is taken as upright.");
      return UPRIGHT;
    }
    return values()[number.intValue() - 1];
  }

  /** All of the upright picture whose stored pixels have these sides. */
  Region boundsUpright(int storedWidth, int storedHeight) {
    return axesExchanged
        ? Region.ofImage(storedHeight, storedWidth)
        : Region.ofImage(storedWidth, storedHeight);
  }

  /** The upright picture. */
  RgbImage upright(RgbImage stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = axesExchanged ? stored.height() : stored.width();
    int height = axesExchanged ? stored.width() : stored.height();
    byte[] source = stored.samples();
    byte[] target = new byte[source.length];
    int column = columnsReversed ? -3 : 3;
    int row = (rowsReversed ? -3 : 3) * stored.width();
    int right = axesExchanged ? row : column;
    int down = axesExchanged ? column : row;
    int first =
        (columnsReversed ? 3 * (stored.width() - 1) : 0)
            + (rowsReversed ? 3 * stored.width() * (stored.height() - 1) : 0);
    int to = 0;
    for (int y = 0; y < height; y++) {
      int from = first + y * down;
      for (int x = 0; x < width; x++, from += right, to += 3) {
        target[to] = source[from];
        target[to + 1] = source[from + 1];
        target[to + 2] = source[from + 2];
      }
    }
    return new RgbImage(width, height, target);
  }
}
