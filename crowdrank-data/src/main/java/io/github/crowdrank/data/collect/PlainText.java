package io.github.crowdrank.data.collect;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the markup out of a text that may be HTML, in one pass over it: tags and comments are
 * dropped, scripts and style sheets with what is in them; character references become characters;
 * white space and control characters become single spaces. The result is text and not HTML: whoever
 * writes it into a web page has to escape it.
 */
final class PlainText {
  private static final int LONGEST = 500;
  private static final Map<String, String> ENTITIES =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

  /** The beginning of a tag that parts words. */
  private static final Pattern BLOCK =
      Pattern.compile("</?(?:br|p|div|li|dd|dt|td|th|tr|h[1-6])\\b", Pattern.CASE_INSENSITIVE);

  private final String html;
  private final StringBuilder text = new StringBuilder();

  private PlainText(String html) {
    this.html = html;
  }

  /** At most 500 characters of text, null if nothing is left. */
  static @Nullable String of(String html) {
    String text = new PlainText(html).read();
    return text.isEmpty() ? null : text;
  }

  private String read() {
    int at = 0;
    while (at < html.length() && text.length() < LONGEST) {
      char c = html.charAt(at);
      if (c == '<') {
        at = afterMarkup(at);
      } else if (c == '&') {
        at = afterReference(at);
      } else {
        int character = html.codePointAt(at);
        append(character);
        at += Character.charCount(character);
      }
    }
    return text.toString().strip();
  }

  /** Spaces never follow one another; lone surrogates and formatting characters are dropped. */
  private void append(int character) {
    int type = Character.getType(character);
    if (type == Character.FORMAT || type == Character.SURROGATE) {
      return;
    }
    boolean space =
        type == Character.CONTROL
            || Character.isWhitespace(character)
            || Character.isSpaceChar(character);
    if (!space) {
      text.appendCodePoint(character);
    } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
      text.append(' ');
    }
  }

  private int afterMarkup(int start) {
    if (html.startsWith("<!--", start)) {
      return after("-->", start + 4);
    }
    boolean tag =
        start + 1 < html.length()
            && (Character.isLetter(html.charAt(start + 1))
                || html.charAt(start + 1) == '/'
                || html.charAt(start + 1) == '!');
    if (!tag) {
      text.append('<');
      return start + 1;
    }
    for (String element : new String[] {"script", "style"}) {
      if (html.regionMatches(true, start + 1, element, 0, element.length())) {
        return after(">", indexOfIgnoringCase("</" + element, start));
      }
    }
    if (BLOCK.matcher(html).region(start, html.length()).lookingAt()) {
      append(' ');
    }
    return after(">", start);
  }

  private int indexOfIgnoringCase(String wanted, int from) {
    for (int i = from; i <= html.length() - wanted.length(); i++) {
      if (html.regionMatches(true, i, wanted, 0, wanted.length())) {
        return i;
      }
    }
    return html.length();
  }

  private int after(String end, int from) {
    int found = html.indexOf(end, from);
    return found < 0 ? html.length() : found + end.length();
  }

  private int afterReference(int start) {
    int end = html.indexOf(';', start);
    if (end < 0 || end - start > 10) {
      text.append('&');
      return start + 1;
    }
    String name = html.substring(start + 1, end).toLowerCase(Locale.ROOT);
    String character = name.startsWith("#") ? numbered(name.substring(1)) : ENTITIES.get(name);
    if (character == null) {
      text.append('&');
      return start + 1;
    }
    character.codePoints().forEach(this::append);
    return end + 1;
  }

  private static @Nullable String numbered(String number) {
    try {
      int code =
          number.startsWith("x")
              ? Integer.parseInt(number.substring(1), 16)
              : Integer.parseInt(number);
      return Character.isValidCodePoint(code) ? Character.toString(code) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
