package io.github.crowdrank.data.annotation;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Coordinates as text and as numbers. */
final class Numbers {
  /** No image is as wide; what is further off is no coordinate. */
  static final double FURTHEST = 1e7;

  /** Longer ones are not written by anybody, and take the longer to parse. */
  private static final int MOST_CHARACTERS = 100;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private Numbers() {}

  static boolean isNumber(String text) {
    return text.length() <= MOST_CHARACTERS && NUMBER.matcher(text).matches();
  }

  /** The coordinate a text is, or empty if it is none. */
  static OptionalDouble coordinate(String text) {
    if (!isNumber(text)) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    return isCoordinate(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  static boolean isCoordinate(double value) {
    return Math.abs(value) <= FURTHEST;
  }

  /** A text as it can be shown in a message. */
  static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
