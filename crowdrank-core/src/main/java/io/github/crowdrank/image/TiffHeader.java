package io.github.crowdrank.image;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;

/**
 * All directories of a TIFF or BigTIFF file. TwelveMonkeys' reader makes room for as many values as
 * a tag declares before it looks for them: 400 bytes can ask for gigabytes.
 */
final class TiffHeader {
  /** Tags whose values are places of further directories: of pages, of EXIF data, of positions. */
  static final Set<Integer> DIRECTORIES = Set.of(330, 34_665, 34_853, 40_965);

  /**
   * Bytes of a file for each entry and each place of a directory that are looked at: where none lie
   * over another, a directory of one entry and the place that leads to it have eleven each.
   */
  private static final int BYTES_PER_STEP = 8;

  /** What is looked at besides: a damaged file leads to a directory of as many where none is. */
  private static final int SPARE_STEPS = 1 << 16;

  private final TiffBytes file;
  private final BitSet seen;
  private final int mostSteps;
  private int[] ahead = new int[16];
  private int waiting;
  private int steps;

  private TiffHeader(byte[] file) {
    this.file = new TiffBytes(file);
    this.seen = new BitSet();
    this.mostSteps = file.length / BYTES_PER_STEP + SPARE_STEPS;
  }

  /**
   * The first tag that declares more values than there are bytes in the file, or that there are
   * more entries and places than it can have if they do not overlap; if there is either.
   */
  static Optional<String> damage(byte[] file) {
    return file.length < 16 ? Optional.empty() : new TiffHeader(file).damage();
  }

  private Optional<String> damage() {
    add(file.firstDirectory());
    while (waiting > 0) {
      Optional<String> found = directory(ahead[--waiting]);
      if (found.isPresent()) {
        return found;
      }
      if (steps > mostSteps) {
        return Optional.of(
            "its directories have more than %d entries and places but the file has %d bytes"
                .formatted(mostSteps, file.length()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> directory(int start) {
    long entries = file.entries(start);
    int entry = file.firstEntry(start);
    for (long i = 0; i < entries && file.isInside(entry, file.entryBytes()); i++) {
      long count = file.count(entry);
      if (count < 0 || count > file.length() / TiffBytes.size(file.type(entry))) {
        return Optional.of(
            "tag %d declares %s values but the file has %d bytes"
                .formatted(file.tag(entry), Long.toUnsignedString(count), file.length()));
      }
      if (DIRECTORIES.contains(file.tag(entry))) {
        addAll(entry);
      }
      entry += file.entryBytes();
      if (++steps > mostSteps) {
        return Optional.empty();
      }
    }
    if (file.isInside(entry, file.placeBytes())) {
      add(file.place(entry));
    }
    return Optional.empty();
  }

  private void addAll(int entry) {
    if (file.count(entry) == 1) {
      // As some read it whatever the type.
      add(file.place(file.field(entry)));
    }
    int bytes = TiffBytes.size(file.type(entry));
    long at = file.values(entry);
    for (long i = 0; i < file.count(entry) && file.isInside(at, bytes); i++) {
      add(file.number((int) at, bytes));
      at += bytes;
      if (++steps > mostSteps) {
        return;
      }
    }
  }

  /**
   * A place that may have come before, or where none can be, as 0, which says that none follows.
   */
  private void add(long place) {
    if (!file.canBeDirectory(place) || seen.get((int) place)) {
      return;
    }
    seen.set((int) place);
    if (waiting == ahead.length) {
      ahead = Arrays.copyOf(ahead, 2 * waiting);
    }
    ahead[waiting++] = (int) place;
  }
}
