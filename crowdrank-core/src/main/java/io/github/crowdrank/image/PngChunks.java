package io.github.crowdrank.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a PNG file that make its pixels. Java's reader checks no checksum, so that a
 * changed file that can still be inflated is just another picture to it, and takes seconds for
 * millions of chunks.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#5Chunk-layout">the format</a>
 */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final int TYPE = 4;
  private static final int CONTENT = 8;

  /** Length, type and checksum. */
  private static final int FRAME = 12;

  private static final int HEADER = 0x49484452;
  private static final int PALETTE = 0x504c5445;
  private static final int TRANSPARENCY = 0x74524e53;
  private static final int DATA = 0x49444154;
  private static final int END = 0x49454e44;

  /** Writers cut data into pieces of thousands of bytes. */
  private static final int USUAL_LENGTH = 1024;

  private static final int FEW = 1000;

  /** Where the header says how colours are stored. */
  private static final int COLORS = 25;

  private static final int INDEXED = 3;

  /** Of the kinds of colours, the bit of those that say of each pixel how transparent it is. */
  private static final int ALPHA = 4;

  private final byte[] file;
  private final ByteBuffer buffer;

  /** Behind the last chunk of data that follows others, or where the file cannot be understood. */
  private final int end;

  private final int chunks;
  private final boolean hasStray;
  private final @Nullable String damage;

  /** Finds the chunks of a file that starts as PNG does. */
  PngChunks(byte[] file) {
    this.file = file;
    this.buffer = ByteBuffer.wrap(file);
    int at = SIGNATURE;
    int passed = 0;
    boolean inData = false;
    String changed = null;
    boolean isStrayFound = false;
    Set<Integer> types = new HashSet<>();
    while (isWhole(at) && !(inData && buffer.getInt(at + TYPE) != DATA)) {
      inData = buffer.getInt(at + TYPE) == DATA;
      if (makesPixels(at)) {
        boolean isStray = isStray(at, types);
        isStrayFound |= isStray;
        if (changed == null) {
          changed = isStray ? stray(at) : damage(at);
        }
      } else if (changed == null && buffer.getInt(at + TYPE) == END) {
        changed = "its chunk IEND at byte %d stands before its data".formatted(at);
      }
      passed++;
      at = behind(at);
    }
    this.end = at;
    this.chunks = passed;
    this.hasStray = isStrayFound;
    this.damage = changed;
  }

  /** A chunk that does not fit into the file is left to the reader, which says so. */
  private boolean isWhole(int at) {
    return at <= file.length - FRAME
        && buffer.getInt(at) >= 0
        && buffer.getInt(at) <= file.length - FRAME - at;
  }

  private int behind(int at) {
    return at + FRAME + buffer.getInt(at);
  }

  /** Behind the chunks between the data and the chunk that ends the file. */
  private int behindOthers() {
    int at = end;
    while (isWhole(at) && buffer.getInt(at + TYPE) != END) {
      at = behind(at);
    }
    return at;
  }

  private boolean makesPixels(int at) {
    int type = buffer.getInt(at + TYPE);
    return type == HEADER || type == PALETTE || type == TRANSPARENCY || type == DATA;
  }

  /**
   * Whether it may not stand there: a second one of a type other than data, or transparent colours
   * where pixels have no colours of which to tell so, or none yet. Java's reader looks for the next
   * chunk within these.
   *
   * @param types of the chunks before, to which that of this one is added
   */
  private boolean isStray(int at, Set<Integer> types) {
    int type = buffer.getInt(at + TYPE);
    return type != DATA
        && (!types.add(type)
            || (type == TRANSPARENCY
                && ((colors() & ALPHA) != 0 || (colors() == INDEXED && !types.contains(PALETTE)))));
  }

  private int colors() {
    return file.length > COLORS ? file[COLORS] : 0;
  }

  private String stray(int at) {
    return "its chunk %s at byte %d may not stand there".formatted(name(at), at);
  }

  private String name(int at) {
    return new String(file, at + TYPE, 4, StandardCharsets.US_ASCII);
  }

  private @Nullable String damage(int at) {
    int length = buffer.getInt(at);
    int told = buffer.getInt(at + CONTENT + length);
    int found = checksum(file, at + TYPE, 4 + length);
    return found == told
        ? null
        : "its chunk %s at byte %d has the checksum %08x but says %08x"
            .formatted(name(at), at, found, told);
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, from, length);
    return (int) sum.getValue();
  }

  /** The first chunk that is not what it was when it was written, if there is one. */
  Optional<String> damage() {
    return Optional.ofNullable(damage);
  }

  /**
   * The file; with the data in one chunk and without those that say nothing, if it has many, or
   * chunks that may not stand where they do, or a palette: of such files Java's reader looks at all
   * chunks, and fails if it does not like one.
   */
  byte[] readable() {
    return colors() == INDEXED || hasStray || chunks > FEW + file.length / USUAL_LENGTH
        ? essential()
        : file;
  }

  private byte[] essential() {
    ByteBuffer essential = ByteBuffer.allocate(file.length);
    essential.put(file, 0, SIGNATURE);
    int data = 0;
    Set<Integer> types = new HashSet<>();
    for (int at = SIGNATURE; at < end; at = behind(at)) {
      int length = buffer.getInt(at);
      if (buffer.getInt(at + TYPE) != DATA) {
        boolean isKept = makesPixels(at) && !isStray(at, types);
        essential.put(file, at, isKept ? FRAME + length : 0);
      } else if (data == 0) {
        data = essential.position();
        essential.put(file, at, CONTENT + length);
      } else {
        essential.put(file, at + CONTENT, length);
      }
    }
    if (data > 0) {
      int length = essential.position() - data - CONTENT;
      essential.putInt(data, length);
      essential.putInt(checksum(essential.array(), data + TYPE, 4 + length));
    }
    int tail = data > 0 ? behindOthers() : end;
    essential.put(file, tail, file.length - tail);
    byte[] result = new byte[essential.position()];
    essential.flip().get(result);
    return result;
  }
}
