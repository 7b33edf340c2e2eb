package io.github.crowdrank.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The directories of a TIFF or BigTIFF file. TwelveMonkeys' reader makes room for as many values as
 * a tag declares before it looks for them: 400 bytes can ask for gigabytes.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">the format</a>
 */
final class TiffHeader {
  private static final int BIG = 43;

  /** Tags whose values are places of further directories: of pages, of EXIF data, of positions. */
  private static final Set<Integer> DIRECTORIES = Set.of(330, 34_665, 34_853, 40_965);

  /** Bytes of a value by its type. */
  private static final int[] SIZES = {1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 1, 1, 8, 8, 8};

  private final ByteBuffer file;
  private final boolean big;
  private final Deque<Long> ahead = new ArrayDeque<>();
  private final Set<Long> seen = new HashSet<>();

  private TiffHeader(byte[] file) {
    this.file = ByteBuffer.wrap(file);
    this.file.order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    this.big = this.file.getShort(2) == BIG;
  }

  /** The first tag that declares more values than there are bytes in the file, if there is one. */
  static Optional<String> damage(byte[] file) {
    return file.length < 16 ? Optional.empty() : new TiffHeader(file).damage();
  }

  private Optional<String> damage() {
    ahead.add(place(big ? 8 : 4));
    while (!ahead.isEmpty()) {
      long at = ahead.remove();
      // No directory lies in the header: 0 says that there is none.
      if (at >= Long.BYTES && isInside(at, big ? 8 : 2) && seen.add(at)) {
        Optional<String> found = directory((int) at);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> directory(int start) {
    long entries = big ? file.getLong(start) : Short.toUnsignedInt(file.getShort(start));
    int entry = start + (big ? 8 : 2);
    int step = big ? 20 : 12;
    for (long i = 0; i < entries && isInside(entry, step); i++) {
      int tag = Short.toUnsignedInt(file.getShort(entry));
      int type = Short.toUnsignedInt(file.getShort(entry + 2));
      long count = place(entry + 4);
      if (count < 0 || count > file.capacity() / size(type)) {
        return Optional.of(
            "tag %d declares %s values but the file has %d bytes"
                .formatted(tag, Long.toUnsignedString(count), file.capacity()));
      }
      if (DIRECTORIES.contains(tag)) {
        addAll(entry + (big ? 12 : 8), count);
      }
      entry += step;
    }
    if (isInside(entry, placeSize())) {
      ahead.add(place(entry));
    }
    return Optional.empty();
  }

  /** Places that stand in the entry itself, or where it says. */
  private void addAll(int value, long count) {
    long at = count == 1 ? value : place(value);
    for (long i = 0; i < count && isInside(at, placeSize()); i++) {
      ahead.add(place((int) at));
      at += placeSize();
    }
  }

  private static int size(int type) {
    return type < SIZES.length ? SIZES[type] : 1;
  }

  private int placeSize() {
    return big ? Long.BYTES : Integer.BYTES;
  }

  private long place(int at) {
    return big ? file.getLong(at) : Integer.toUnsignedLong(file.getInt(at));
  }

  private boolean isInside(long at, int bytes) {
    return at >= 0 && at <= file.capacity() - bytes;
  }
}
