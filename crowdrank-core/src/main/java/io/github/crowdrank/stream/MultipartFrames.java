package io.github.crowdrank.stream;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code multipart/x-mixed-replace} body (RFC 2046, as cameras write it: lines may
 * end in LF alone, and the length of a part is said or not). Nothing that the other side sends
 * makes it keep more than one part of the allowed size.
 */
final class MultipartFrames {
  private static final int MOST_HEADER_BYTES = 8 << 10;

  /** Hyphens, spaces and line ends around a boundary that ends a part. */
  private static final int BESIDE_BOUNDARY = 64;

  /** Where the bytes come from. */
  @FunctionalInterface
  interface Bytes {
    /** 0 to 255, or -1 at the end. */
    int read() throws IOException;
  }

  /** Lets the line with which a part ends be seen in the array in which it grows. */
  private static final class Part extends ByteArrayOutputStream {
    private int lineStart;

    boolean isFirstLine() {
      return lineStart == 0;
    }

    /** The last line, or nothing if it is longer than that. */
    String line(int most) {
      int length = count - lineStart;
      return length > most ? "" : text(buf, lineStart, length);
    }

    void startLine() {
      lineStart = count;
    }

    /** Without the last line and the line end before it. */
    byte[] withoutLine() {
      int length = lineStart;
      if (length > 0) {
        length--;
      }
      if (length > 0 && buf[length - 1] == '\r') {
        length--;
      }
      return Arrays.copyOf(buf, length);
    }
  }

  private final Bytes in;
  private final String boundary;
  private final int mostBytes;

  /** Whether the boundary before the next part is already read. */
  private boolean atPart;

  /**
   * Reads from where the body begins.
   *
   * @param boundary without the two hyphens that precede it
   * @param mostBytes of a part
   */
  MultipartFrames(Bytes in, String boundary, int mostBytes) {
    this.in = in;
    this.boundary = "--" + boundary;
    this.mostBytes = mostBytes;
  }

  /**
   * The boundary that a Content-Type names.
   *
   * @throws ProtocolException if it is not of this kind; the message is the end of a sentence
   */
  static String boundary(String contentType) throws ProtocolException {
    String[] parameters = contentType.split(";", -1);
    if (parameters[0].strip().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      for (String parameter : parameters) {
        String text = parameter.strip();
        if (text.regionMatches(true, 0, "boundary=", 0, 9)) {
          String value = text.substring(9).replaceAll("^\"|\"$", "");
          // Many cameras give the whole line where its text belongs.
          String bare = value.startsWith("--") ? value.substring(2) : value;
          if (!bare.isEmpty() && bare.length() <= 70) {
            return bare;
          }
        }
      }
    }
    throw new ProtocolException(
        "sends \"%s\", not multipart/x-mixed-replace with a boundary of 1 to 70 characters"
            .formatted(contentType));
  }

  /**
   * The bytes of the next part.
   *
   * @return null if the body ended between two parts
   * @throws EOFException if it ended within one
   * @throws ProtocolException if it is no such body or a part is too large; the message is the end
   *     of a sentence
   */
  byte @Nullable [] next() throws IOException {
    if (!atPart && !skipToBoundary()) {
      return null;
    }
    atPart = false;
    OptionalInt length = headers();
    return length.isPresent() ? exactly(length.getAsInt()) : untilBoundary();
  }

  /** Returns false at the end of the body. */
  private boolean skipToBoundary() throws IOException {
    long skipped = 0;
    while (true) {
      String line = line(mostBytes);
      if (line == null || isBoundary(line, "--")) {
        return false;
      }
      if (isBoundary(line, "")) {
        return true;
      }
      skipped += line.length() + 1L;
      if (skipped > mostBytes) {
        throw new ProtocolException(
            "sent %d bytes without the boundary \"%s\"".formatted(skipped, boundary));
      }
    }
  }

  /** The two hyphens that {@link #boundary(String)} took away may be the boundary's own. */
  private boolean isBoundary(String line, String end) {
    return line.equals(boundary + end) || line.equals("--" + boundary + end);
  }

  /** The length that the headers of a part give. */
  private OptionalInt headers() throws IOException {
    OptionalInt length = OptionalInt.empty();
    int left = MOST_HEADER_BYTES;
    while (true) {
      String line = line(left);
      if (line == null) {
        throw new EOFException();
      }
      if (line.isEmpty()) {
        return length;
      }
      left -= line.length() + 1;
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = OptionalInt.of(length(line.substring(15).strip()));
      }
    }
  }

  private int length(String text) throws ProtocolException {
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > mostBytes) {
      throw new ProtocolException(
          "announces a frame of \"%s\" bytes; 0 to %d are allowed".formatted(text, mostBytes));
    }
    return Integer.parseInt(text);
  }

  /** A line without its end; null at the end of the body. */
  private @Nullable String line(int most) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        return line.size() == 0 ? null : text(line);
      }
      if (next == '\n') {
        return text(line);
      }
      if (line.size() >= most) {
        throw new ProtocolException(
            "sent a line or headers of more than %d bytes where text was due".formatted(most));
      }
      line.write(next);
    }
  }

  private static String text(ByteArrayOutputStream line) {
    return text(line.toByteArray(), 0, line.size());
  }

  private static String text(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private byte[] exactly(int length) throws IOException {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (int i = 0; i < length; i++) {
      part.write(required());
    }
    return part.toByteArray();
  }

  /**
   * The bytes before a line that is a boundary and nothing else: the few characters of a short one
   * are found within any picture.
   */
  private byte[] untilBoundary() throws IOException {
    int mostOfLine = boundary.length() + BESIDE_BOUNDARY;
    Part part = new Part();
    while (true) {
      int next = in.read();
      if (next >= 0) {
        part.write(next);
      }
      if (next < 0 || next == '\n') {
        String line = part.line(mostOfLine);
        // No picture begins with a boundary.
        boolean empty = part.isFirstLine() && line.startsWith(boundary);
        if (empty || isBoundary(line, "") || isBoundary(line, "--")) {
          atPart = next >= 0 && isBoundary(line, "");
          return allowed(part.withoutLine());
        }
        part.startLine();
      }
      if (next < 0) {
        throw new EOFException();
      }
      if (part.size() > (long) mostBytes + mostOfLine) {
        throw tooLarge();
      }
    }
  }

  private byte[] allowed(byte[] frame) throws ProtocolException {
    if (frame.length > mostBytes) {
      throw tooLarge();
    }
    return frame;
  }

  private ProtocolException tooLarge() {
    return new ProtocolException("sends a frame of more than %d bytes".formatted(mostBytes));
  }

  private int required() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }
}
