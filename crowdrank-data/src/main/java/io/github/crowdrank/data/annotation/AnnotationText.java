package io.github.crowdrank.data.annotation;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text in UTF-8 of a file that is not too large. */
final class AnnotationText extends FilterReader {
  /** For a file about one image. */
  static final long MOST_BYTES_OF_ONE = 16L << 20;

  /** For a file about many, and for one that may hold the image as well. */
  static final long MOST_BYTES_OF_MANY = 512L << 20;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private AnnotationText(Reader in) {
    super(in);
  }

  /** Opens a file, past its byte order mark. */
  static Reader open(Path file, long mostBytes) throws IOException {
    if (Files.size(file) > mostBytes) {
      throw new IOException("more than " + mostBytes + " bytes are not taken for points");
    }
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    PushbackReader text =
        new PushbackReader(
            new AnnotationText(new InputStreamReader(Files.newInputStream(file), decoder)));
    try {
      int first = text.read();
      if (first >= 0 && first != BYTE_ORDER_MARK) {
        text.unread(first);
      }
      return text;
    } catch (IOException e) {
      text.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    try {
      return super.read(target, offset, length);
    } catch (CharacterCodingException e) {
      throw new IOException("not text in UTF-8", e);
    }
  }
}
