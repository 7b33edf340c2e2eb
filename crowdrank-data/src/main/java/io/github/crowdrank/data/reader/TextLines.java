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
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException("not text in UTF-8", e);
    }
  }

  /** A line as it can be shown in a message. */
  static String shown(String line) {
    return line.length() > 60 ? line.substring(0, 60) + "..." : line;
  }
}
