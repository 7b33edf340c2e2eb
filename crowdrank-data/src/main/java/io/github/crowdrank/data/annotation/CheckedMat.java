package io.github.crowdrank.data.annotation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Sources;

/**
 * Reads MATLAB files of version 5 from anywhere. The parser believes every size that a file
 * declares and allocates it first, so a few bytes can ask for gigabytes, in more places than its
 * allocator sees. Here the file is inflated under a budget and all sizes are held against what is
 * there before the parser sees it.
 *
 * @see <a href="https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf">the format</a>
 */
final class CheckedMat {
  private static final int MOST_FILE_BYTES = 16 << 20;
  private static final int MOST_BYTES = 64 << 20;
  private static final int DEEPEST = 32;

  /** Each becomes objects of several hundred bytes, however few it takes in the file. */
  private static final int MOST_ARRAYS = 1_000_000;

  private static final int MOST_FIELDS = 1_000;
  private static final int HEADER = 128;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;
  private static final int CELL = 1;
  private static final int STRUCT = 2;
  private static final int OBJECT = 3;
  private static final int FUNCTION = 16;

  private final ByteBuffer bytes;
  private int arrays;

  private CheckedMat(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  static MatFile read(Path file) throws IOException {
    if (Files.size(file) > MOST_FILE_BYTES) {
      throw new IOException("more than " + MOST_FILE_BYTES + " bytes are not taken for points");
    }
    byte[] stored = Files.readAllBytes(file);
    ByteOrder order = byteOrder(stored);
    byte[] flat = inflated(stored, order);
    CheckedMat mat = new CheckedMat(ByteBuffer.wrap(flat).order(order));
    for (int at = HEADER; at < flat.length; ) {
      Element entry = mat.element(at, flat.length);
      mat.checkMatrix(entry, 0);
      at = entry.next;
    }
    try {
      return Mat5.newReader(Sources.wrap(flat)).disableSubsystemProcessing().readMat();
    } catch (IOException | RuntimeException e) {
      Throwable problem = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "not a sound MATLAB file: "
              + Objects.requireNonNullElse(problem.getMessage(), "its parts do not fit together"),
          e);
    }
  }

  private static ByteOrder byteOrder(byte[] file) throws IOException {
    String start = new String(file, 0, Math.min(file.length, HEADER), StandardCharsets.ISO_8859_1);
    if (start.startsWith("MATLAB 7.3")) {
      throw new IOException("a MATLAB 7.3 file; save it with -v7 to read it");
    } else if (start.startsWith("IM", HEADER - 2)) {
      return ByteOrder.LITTLE_ENDIAN;
    } else if (start.startsWith("MI", HEADER - 2)) {
      return ByteOrder.BIG_ENDIAN;
    }
    throw new IOException("not a MATLAB 5 file: it has no endian mark at byte 126");
  }

  /** The same file without compression. */
  private static byte[] inflated(byte[] file, ByteOrder order) throws IOException {
    ByteArrayOutputStream flat = new ByteArrayOutputStream();
    flat.write(file, 0, 116);
    // Bytes 116 to 123 would point to a subsystem of objects, none of which are wanted.
    flat.write(new byte[8], 0, 8);
    flat.write(file, 124, 4);
    Inflater inflater = new Inflater();
    try {
      inflate(file, order, inflater, flat);
    } finally {
      inflater.end();
    }
    return flat.toByteArray();
  }

  /** One inflater and one buffer for all: a file has room for nearly a million elements. */
  private static void inflate(
      byte[] file, ByteOrder order, Inflater inflater, ByteArrayOutputStream flat)
      throws IOException {
    ByteBuffer source = ByteBuffer.wrap(file).order(order);
    byte[] buffer = new byte[8192];
    for (int at = HEADER; at < file.length; ) {
      if (file.length - at < 8) {
        throw new IOException("it ends within a tag at byte " + at);
      }
      int type = source.getInt(at);
      int length = source.getInt(at + 4);
      if (length < 0 || length > file.length - at - 8) {
        throw tooLong(at, length, file.length - at - 8);
      }
      if (type == COMPRESSED) {
        inflater.reset();
        inflater.setInput(file, at + 8, length);
        inflate(inflater, buffer, flat);
      } else {
        flat.write(file, at, 8 + length);
      }
      at += 8 + length;
    }
  }

  private static void inflate(Inflater inflater, byte[] buffer, ByteArrayOutputStream target)
      throws IOException {
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new IOException("compressed data end too early");
        }
        if (target.size() > MOST_BYTES - count) {
          throw new IOException("it inflates to more than " + MOST_BYTES + " bytes");
        }
        target.write(buffer, 0, count);
      }
    } catch (DataFormatException e) {
      throw new IOException("compressed data are damaged", e);
    }
  }

  private static IOException tooLong(int at, int length, int left) {
    return new IOException(
        "the element at byte %d declares %d bytes but %d are left"
            .formatted(at, Integer.toUnsignedLong(length), left));
  }

  /** Where the data of an element begin, how many bytes they are and where the next one is. */
  private record Element(int type, int data, int length, int next) {}

  private Element element(int at, int end) throws IOException {
    if (end - at < 8) {
      throw new IOException("it ends within a tag at byte " + at);
    }
    int word = bytes.getInt(at);
    int smallLength = word >>> 16;
    if (smallLength != 0) {
      if (smallLength > 4) {
        throw tooLong(at, smallLength, 4);
      }
      return new Element(word & 0xffff, at + 4, smallLength, at + 8);
    }
    int length = bytes.getInt(at + 4);
    int left = end - at - 8;
    long padded = word == MATRIX ? length : (length + 7L) / 8 * 8;
    if (length < 0 || padded > left) {
      throw tooLong(at, length, left);
    }
    return new Element(word, at + 8, length, (int) (at + 8 + padded));
  }

  private void checkMatrix(Element matrix, int depth) throws IOException {
    if (matrix.type != MATRIX) {
      throw new IOException(
          "an array was expected but an element of type " + matrix.type + " found");
    }
    arrays++;
    if (arrays > MOST_ARRAYS) {
      throw new IOException("more than " + MOST_ARRAYS + " arrays are not taken for points");
    }
    if (matrix.length == 0) {
      return;
    }
    if (depth > DEEPEST) {
      throw new IOException("arrays are nested more than " + DEEPEST + " deep");
    }
    int end = matrix.data + matrix.length;
    Element flags = element(matrix.data, end);
    if (flags.length != 8) {
      throw new IOException("array flags have 8 bytes but " + flags.length + " were found");
    }
    int kind = bytes.getInt(flags.data) & 0xff;
    if (kind == OBJECT || kind >= FUNCTION) {
      throw new IOException("objects and functions are not read; only cells, structs and numbers");
    }
    Element dimensions = element(flags.next, end);
    Element name = element(dimensions.next, end);
    long count = count(dimensions);
    int content = name.next;
    if (kind == STRUCT) {
      Element nameLength = element(content, end);
      Element names = element(nameLength.next, end);
      int perName = nameLength.length == 4 ? bytes.getInt(nameLength.data) : 0;
      if (perName < 1 || names.length % perName != 0) {
        throw new IOException("field names do not fill a list of names of equal length");
      }
      int fields = names.length / perName;
      if (fields > MOST_FIELDS) {
        throw new IOException(
            "a struct has %d fields but at most %d are read".formatted(fields, MOST_FIELDS));
      }
      count *= fields;
      content = names.next;
    }
    boolean nested = kind == CELL || kind == STRUCT;
    if (count > (end - content) / (nested ? 8 : 1)) {
      throw new IOException(
          "an array declares %d elements but has only %d bytes".formatted(count, end - content));
    }
    for (int at = content; at < end; ) {
      Element part = element(at, end);
      if (nested) {
        checkMatrix(part, depth + 1);
      }
      at = part.next;
    }
  }

  private long count(Element dimensions) throws IOException {
    long count = 1;
    for (int i = 0; i < dimensions.length / 4; i++) {
      int side = bytes.getInt(dimensions.data + 4 * i);
      count *= side;
      if (side < 0 || count > MOST_BYTES) {
        throw new IOException("an array's dimensions hold " + side + ", out of range");
      }
    }
    return count;
  }
}
