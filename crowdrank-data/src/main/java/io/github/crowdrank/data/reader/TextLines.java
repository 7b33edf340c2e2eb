package io.github.crowdrank.data.reader;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines of a small text file. */
final class TextLines {
  private static final long MOST_BYTES = 4 << 20;

  private TextLines() {}

  static List<String> read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("more than " + MOST_BYTES + " bytes are not taken for a list");
    }
    try {
      List<String> lines = Files.readAllLines(file);
      // Windows' editors begin a file with a byte order mark.
      if (!lines.isEmpty() && lines.get(0).startsWith("\uFEFF")) {
        lines.set(0, lines.get(0).substring(1));
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw new IOException("not text in UTF-8", e);
    }
  }

  /** A line as it can be shown in a message. */
  static String shown(String line) {
    return line.length() > 60 ? line.substring(0, 60) + "..." : line;
  }
}
