package io.github.crowdrank.train.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes wrong in a {@link FaultyFileSystem}: one operation, all from one on, every write beyond
 * some bytes, or one kind of operation. Operations are those that open, write, force and move,
 * numbered from 1.
 */
public final class Faults {
  private final int first;
  private final int last;
  private final List<String> seen = new ArrayList<>();
  private long free;
  private String refused = "";
  private String words = "";

  private Faults(int first, int last, long free) {
    this.first = first;
    this.last = last;
    this.free = free;
  }

  /** Nothing goes wrong. */
  public static Faults none() {
    return atOnce(Integer.MAX_VALUE);
  }

  /** One operation fails. */
  public static Faults atOnce(int number) {
    return new Faults(number, number, Long.MAX_VALUE);
  }

  /** An operation and all after it fail. */
  public static Faults from(int number) {
    return new Faults(number, Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  /** A disk with room for so many bytes. Nothing becomes free. */
  public static Faults fullAfter(long bytes) {
    return new Faults(Integer.MAX_VALUE, Integer.MAX_VALUE, bytes);
  }

  /** One kind of operation is always refused, in the system's words. */
  public static Faults refusing(String operation, String words) {
    Faults faults = none();
    faults.refused = operation;
    faults.words = words;
    return faults;
  }

  /** A path in a file system where these things go wrong, for one of the default file system. */
  public Path of(Path path) {
    return new FaultyFileSystem(this).wrap(Paths.get(path.toString()));
  }

  /** The operations so far. */
  public synchronized List<String> seen() {
    return List.copyOf(seen);
  }

  /** The first operation that was to fail; empty as long as there was none. */
  public synchronized String failed() {
    return seen.size() < first ? "" : seen.get(first - 1);
  }

  synchronized void check(String operation) throws IOException {
    seen.add(operation);
    if (operation.equals(refused)) {
      throw new IOException(words);
    }
    if (seen.size() >= first && seen.size() <= last) {
      throw new IOException("fault in operation %d, %s".formatted(seen.size(), operation));
    }
  }

  /** How many of some bytes can be written; what does not fit fails the write after that. */
  synchronized int room(int bytes) throws IOException {
    if (free == 0 && bytes > 0) {
      throw new IOException("No space left on device");
    }
    int room = (int) Math.min(free, bytes);
    free -= room;
    return room;
  }
}
