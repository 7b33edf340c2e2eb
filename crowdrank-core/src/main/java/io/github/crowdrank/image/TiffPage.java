package io.github.crowdrank.image;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * The first page of a TIFF file, and a file of it alone: TwelveMonkeys' reader reads the values of
 * all tags of all directories before it makes a pixel of the first, and loses its way behind a type
 * that it does not know and a place larger than any. To be made of files in which {@link
 * TiffHeader} finds no damage.
 */
final class TiffPage {
  private static final int LONG = 4;
  private static final int LONG8 = 16;

  /** What tags may have in common, as resolutions. */
  private static final int SHARED_BYTES = 1 << 16;

  private final byte[] readable;
  private final TiffBytes file;
  private final Optional<String> refusal;
  private int begin;
  private int end;
  private long valueBytes;

  /** Looks at a file of at least 16 bytes. */
  TiffPage(byte[] whole) {
    this.readable = whole.clone();
    this.file = new TiffBytes(readable);
    this.refusal = find();
  }

  private Optional<String> find() {
    long first = file.firstDirectory();
    if (!file.canBeDirectory(first)) {
      return Optional.of(
          "its first directory lies at byte %s but the file has %d, %d of them its header"
              .formatted(Long.toUnsignedString(first), file.length(), file.headerBytes()));
    }
    int directory = (int) first;
    begin = file.firstEntry(directory);
    long declared = file.entries(directory);
    int room = (file.length() - begin) / file.entryBytes();
    if (declared < 0 || declared > room) {
      return Optional.of(
          "its first directory declares %s entries but the file ends after %d"
              .formatted(Long.toUnsignedString(declared), room));
    }
    keepWhatIsUnderstood((int) declared);
    file.putEntries(directory, (end - begin) / file.entryBytes());
    // No directory follows.
    Arrays.fill(readable, end, Math.min(end + file.placeBytes(), file.length()), (byte) 0);
    if (valueBytes > (long) file.length() + SHARED_BYTES) {
      return Optional.of(
          "its tags declare %d bytes of values but the file has %d bytes"
              .formatted(valueBytes, file.length()));
    }
    return Optional.empty();
  }

  /** Moves the first entry of each tag to the front. */
  private void keepWhatIsUnderstood(int declared) {
    BitSet tags = new BitSet();
    end = begin;
    for (int i = 0; i < declared; i++) {
      int entry = begin + i * file.entryBytes();
      int tag = file.tag(entry);
      if (isUnderstood(entry) && !TiffHeader.DIRECTORIES.contains(tag) && !tags.get(tag)) {
        tags.set(tag);
        valueBytes += file.count(entry) * TiffBytes.size(file.type(entry));
        System.arraycopy(readable, entry, readable, end, file.entryBytes());
        end += file.entryBytes();
      }
    }
  }

  /**
   * Whether the type exists and the value, if it is one of eight bytes, has no more than 63 bits.
   */
  private boolean isUnderstood(int entry) {
    int type = file.type(entry);
    if (type < LONG8) {
      return type > 0 && type < 14;
    }
    boolean isAlone = file.count(entry) == 1 && file.isInside(file.values(entry), Long.BYTES);
    return type <= 18 && !(isAlone && file.number((int) file.values(entry), Long.BYTES) < 0);
  }

  /** Why nothing is to be made of the file, if it is so; then nothing else is to be asked for. */
  Optional<String> refusal() {
    return refusal;
  }

  /** The file as TwelveMonkeys' reader is to get it. */
  byte[] readable() {
    return readable;
  }

  /** The values of a tag; none if it is not there or they do not lie in the file. */
  TiffValues values(int tag) {
    int entry = entry(tag);
    if (entry == end) {
      return TiffValues.none(file);
    }
    int size = TiffBytes.size(file.type(entry));
    long count = file.count(entry);
    long at = file.values(entry);
    return file.isInside(at, count * size)
        ? new TiffValues(file, (int) at, size, (int) count)
        : TiffValues.none(file);
  }

  private int entry(int tag) {
    int entry = begin;
    while (entry < end && file.tag(entry) != tag) {
      entry += file.entryBytes();
    }
    return entry;
  }

  /** Gives a tag that is there values of four bytes, which lie in a longer copy of this file. */
  void putLongs(byte[] copy, int tag, int count, int at) {
    new TiffBytes(copy).putEntry(entry(tag), LONG, count, at);
  }
}
