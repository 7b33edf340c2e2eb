package io.github.crowdrank.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What stands where in the directories of a file, in either order of bytes, of TIFF and of BigTIFF.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">the format</a>
 */
final class TiffBytes {
  private static final int BIG = 43;

  /** Bytes of a value by its type; of types that do not exist, 1. */
  private static final int[] SIZES = {1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 1, 1, 8, 8, 8};

  private final ByteBuffer file;
  private final boolean big;

  /** Looks at a file of at least as many bytes as a header has. */
  TiffBytes(byte[] file) {
    this.file = ByteBuffer.wrap(file);
    this.file.order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    this.big = this.file.getShort(2) == BIG;
  }

  int length() {
    return file.capacity();
  }

  int headerBytes() {
    return big ? 16 : 8;
  }

  /** Where the file says that its first directory lies. */
  long firstDirectory() {
    return place(big ? 8 : 4);
  }

  /** Whether at least the number of a directory's entries lies there, and not in the header. */
  boolean canBeDirectory(long at) {
    return at >= headerBytes() && isInside(at, countBytes());
  }

  /** How many entries a directory declares; negative if more than can be. */
  long entries(int directory) {
    return big ? file.getLong(directory) : Short.toUnsignedInt(file.getShort(directory));
  }

  /** Changes how many entries a directory declares. */
  void putEntries(int directory, int entries) {
    if (big) {
      file.putLong(directory, entries);
    } else {
      file.putShort(directory, (short) entries);
    }
  }

  /** Changes the values of an entry to those that lie there, or to the first if they fit in it. */
  void putEntry(int entry, int type, int count, int at) {
    file.putShort(entry + 2, (short) type);
    if (big) {
      file.putLong(entry + 4, count);
    } else {
      file.putInt(entry + 4, count);
    }
    int bytes = count * size(type);
    if (bytes <= placeBytes()) {
      for (int i = 0; i < bytes; i++) {
        file.put(field(entry) + i, file.get(at + i));
      }
    } else if (big) {
      file.putLong(field(entry), at);
    } else {
      file.putInt(field(entry), at);
    }
  }

  /** Where the entries of a directory begin. */
  int firstEntry(int directory) {
    return directory + countBytes();
  }

  int entryBytes() {
    return big ? 20 : 12;
  }

  int tag(int entry) {
    return Short.toUnsignedInt(file.getShort(entry));
  }

  int type(int entry) {
    return Short.toUnsignedInt(file.getShort(entry + 2));
  }

  /** How many values an entry declares; negative if more than can be. */
  long count(int entry) {
    return place(entry + 4);
  }

  /** Where the values of an entry lie: in the entry itself if they fit. */
  long values(int entry) {
    int field = field(entry);
    return count(entry) * size(type(entry)) <= placeBytes() ? field : place(field);
  }

  /** Where an entry has its values or their place. */
  int field(int entry) {
    return entry + (big ? 12 : 8);
  }

  /** An unsigned number of 1, 2, 4 or 8 bytes; negative if it is larger than any. */
  long number(int at, int bytes) {
    return switch (bytes) {
      case 1 -> Byte.toUnsignedLong(file.get(at));
      case 2 -> Short.toUnsignedLong(file.getShort(at));
      case 4 -> Integer.toUnsignedLong(file.getInt(at));
      default -> file.getLong(at);
    };
  }

  /** Where something lies that the file leads to from there. */
  long place(int at) {
    return number(at, placeBytes());
  }

  int placeBytes() {
    return big ? Long.BYTES : Integer.BYTES;
  }

  /** How many bytes there are of the number of a directory's entries. */
  int countBytes() {
    return big ? Long.BYTES : Short.BYTES;
  }

  boolean isInside(long at, long bytes) {
    return at >= 0 && at <= file.capacity() - bytes;
  }

  /** Bytes of a value. */
  static int size(int type) {
    return type < SIZES.length ? SIZES[type] : 1;
  }
}
