package io.github.crowdrank.io;

/**
 * Text out of a file, for a message. Hostile files have some of any length, with line breaks that
 * would end an entry of a log and with what a terminal takes for commands.
 */
public final class ForeignText {
  private static final int MOST_CHARACTERS = 64;

  private ForeignText() {}

  /**
   * The first 64 characters, with three dots if there are more. In place of those that are not
   * seen, such as controls and what turns the direction of a line, stand a backslash, a u and their
   * numbers.
   */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MOST_CHARACTERS)
        .forEach(
            character -> {
              if (isSeen(character)) {
                shown.appendCodePoint(character);
              } else {
                shown.append("\\u%04x".formatted(character));
              }
            });
    return text.codePointCount(0, text.length()) > MOST_CHARACTERS
        ? shown.append("...").toString()
        : shown.toString();
  }

  private static boolean isSeen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
