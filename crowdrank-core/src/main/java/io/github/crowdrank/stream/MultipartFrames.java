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

  /** Where the bytes come from. */
  @FunctionalInterface
  interface Bytes {
    /** 0 to 255, or -1 at the end. */
    int read() throws IOException;
  }

  /** Lets a part's end be seen in the array in which it grows. */
  private static final class Part extends ByteArrayOutputStream {
    boolean endsWith(byte[] text) {
      return count >= text.length
          && Arrays.equals(buf, count - text.length, count, text, 0, text.length);
    }

    /** Without the last {@code bytes}, two hyphens more, and the line end before them. */
    byte[] without(int bytes) {
      int length = count - bytes;
      if (length > 2
          && buf[length - 1] == '-'
          && buf[length - 2] == '-'
          && buf[length - 3] == '\n') {
        length -= 2;
      }
      if (length > 0 && buf[length - 1] == '\n') {
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
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private byte[] exactly(int length) throws IOException {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (int i = 0; i < length; i++) {
      part.write(required());
    }
    return part.toByteArray();
  }

  private byte[] untilBoundary() throws IOException {
    byte[] end = boundary.getBytes(StandardCharsets.ISO_8859_1);
    byte last = end[end.length - 1];
    Part part = new Part();
    while (true) {
      int next = required();
      part.write(next);
      if (next == last && part.endsWith(end)) {
        // The rest of the line is empty, or two hyphens after the last part.
        String rest = line(MOST_HEADER_BYTES);
        atPart = rest != null && rest.isEmpty();
        return part.without(end.length);
      }
      if (part.size() > mostBytes + end.length) {
        throw new ProtocolException("sends a frame of more than %d bytes".formatted(mostBytes));
      }
    }
  }

  private int required() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }
}
