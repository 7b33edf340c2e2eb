package io.github.crowdrank.data.annotation;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Holds the text of an XML file against what a parser must keep in memory of it at once: a tag with
 * the text behind it, a comment, or a section of characters. None may be longer than any points
 * are, and none may be a document type, which could define entities.
 */
final class XmlRuns extends FilterReader {
  /** As many points as are read, at 40 characters each. */
  static final int LONGEST = 40 * AnnotationReader.MOST_POINTS;

  private static final String COMMENT = "<!--";
  private static final String CHARACTERS = "<![CDATA[";
  private static final String DOCUMENT_TYPE = "<!DOCTYPE";
  private static final String INSTRUCTION = "<?";
  private static final String DECLARATION = "<?xml";

  /** The beginning of the run, as far as it tells of which kind it is. */
  private final StringBuilder start = new StringBuilder();

  private char last;
  private char lastButOne;
  private int length;

  /** What the value ends with that the declaration is in; 0 outside of one. */
  private char quote;

  XmlRuns(Reader in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] target, int offset, int count) throws IOException {
    int read = super.read(target, offset, count);
    for (int i = offset; i < offset + read; i++) {
      add(target[i]);
    }
    return read;
  }

  private void add(char c) throws IOException {
    if (c == '<' && isOver()) {
      start.setLength(0);
      length = 0;
      quote = 0;
    }
    if (start.length() < CHARACTERS.length()) {
      start.append(c);
    }
    if ((c == '\'' || c == '"') && (quote == 0 || quote == c) && isDeclaration()) {
      quote = quote == 0 ? c : 0;
    }
    if (c == '>' && closes()) {
      // What follows is text, and the next angle bracket begins another run.
      start.setLength(0);
      start.append(" ".repeat(CHARACTERS.length()));
    }
    if (c == 'E' && startsWith(DOCUMENT_TYPE)) {
      throw new IOException("a document type (DOCTYPE) is not read; delete it");
    }
    lastButOne = last;
    last = c;
    if (++length > LONGEST) {
      throw new IOException("a tag, comment or text is longer than " + LONGEST + " characters");
    }
  }

  private boolean isOver() {
    return !startsWith(COMMENT) && !startsWith(CHARACTERS) && !startsWith(INSTRUCTION);
  }

  /** What a run begins with does not end it as well: {@code <!-->} and {@code <?>} are open. */
  private boolean closes() {
    return (closes(COMMENT, 2) && last == '-' && lastButOne == '-')
        || (closes(CHARACTERS, 2) && last == ']' && lastButOne == ']')
        || (closes(INSTRUCTION, 1) && last == '?' && quote == 0);
  }

  private boolean closes(String kind, int marks) {
    return startsWith(kind) && length >= kind.length() + marks;
  }

  /** In its values, unlike in other instructions, the mark that closes it is text. */
  private boolean isDeclaration() {
    return startsWith(DECLARATION)
        && start.length() > DECLARATION.length()
        && start.charAt(DECLARATION.length()) <= ' ';
  }

  private boolean startsWith(String kind) {
    return start.length() >= kind.length() && start.indexOf(kind) == 0;
  }
}
