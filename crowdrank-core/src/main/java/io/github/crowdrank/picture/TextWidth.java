package io.github.crowdrank.picture;

/**
 * About how wide a line of text is, for lines that have to fit. No font is asked: a server may have
 * none, and whoever shows an SVG has another. What is assumed is a little more than the letters of
 * DejaVu Sans take, the widest of those without serifs that are common.
 */
final class TextWidth {
  private static final String ELLIPSIS = "…";
  private static final String NARROW = " !'(),-./:;I[]fijlrt|";
  private static final String WIDE = "%@MWmw";

  /** From here on letters fill a square, as those of Chinese, Japanese and Korean do. */
  private static final int FIRST_SQUARE = 0x1100;

  private TextWidth() {}

  /**
   * A text, or as much of its beginning as fits with an ellipsis.
   *
   * @param size of the font in pixels
   * @param most width in pixels
   */
  static String shortened(String text, int size, double most) {
    if (of(text, size) <= most) {
      return text;
    }
    double left = most - of(ELLIPSIS, size);
    int end = 0;
    while (end < text.length()) {
      int letter = text.codePointAt(end);
      left -= size * ems(letter);
      if (left < 0) {
        break;
      }
      end += Character.charCount(letter);
    }
    return text.substring(0, end) + ELLIPSIS;
  }

  /** In pixels. */
  private static double of(String text, int size) {
    return size * text.codePoints().mapToDouble(TextWidth::ems).sum();
  }

  private static double ems(int letter) {
    if (letter >= FIRST_SQUARE || WIDE.indexOf(letter) >= 0) {
      return 1;
    }
    if (NARROW.indexOf(letter) >= 0) {
      return 0.42;
    }
    return letter > 127 || Character.isUpperCase(letter) ? 0.82 : 0.66;
  }
}
