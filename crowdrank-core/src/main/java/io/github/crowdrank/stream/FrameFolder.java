package io.github.crowdrank.stream;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is being filled: the pictures in it, and those that come, in the order in which
 * they were last written to. Frames wait on the disk until they are counted.
 *
 * <p>A picture is a file whose name ends in jpg, jpeg, png, gif, bmp, tif, tiff or webp, in small
 * letters or capitals; others, such as lists of labels, are passed over. Whether it is one its
 * bytes say, and the counter's {@link io.github.crowdrank.image.ImageDecoder} decides which formats
 * are read.
 *
 * <p>The folder is listed every so often, which works on network drives and in containers, where
 * the system does not tell of changes. A file is taken once two listings in a row found it with the
 * same size and time, so that no half-written one is read; those whose names begin with a dot are
 * never taken, nor those that end in {@code .part} or {@code .tmp}. A file that is written anew is
 * a new frame.
 *
 * <p>What was taken is remembered by this object as long as it lies there: memory, and the time of
 * a listing, grow with the number of files in the folder, not with what has gone through it. For
 * one stream at a time; what one had not handed on when it was closed comes again in the next.
 */
public final class FrameFolder implements FrameSource {
  /** Of all formats that a decoder can be allowed, so that one that is not is told. */
  private static final List<String> PICTURES =
      List.of(".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp");

  /** What tells a file from another of the same name. */
  private record State(long size, FileTime modified) {}

  private record Found(Path file, State state) {
    static final Comparator<Found> ORDER =
        Comparator.comparing((Found found) -> found.state().modified()).thenComparing(Found::file);
  }

  private final Path folder;
  private final Duration interval;
  private final StreamTime time;
  private boolean listed;
  private Map<Path, State> seen = new HashMap<>();
  private Map<Path, State> taken = new HashMap<>();
  private final Queue<Found> ready = new PriorityQueue<>(Found.ORDER);

  /** Those that were taken for somebody who wants no more. */
  private final Queue<Path> takenBack = new ConcurrentLinkedQueue<>();

  FrameFolder(Path folder, Duration interval, StreamTime time) {
    this.folder = folder;
    this.interval = interval;
    this.time = time;
  }

  /** A folder, listed every second. */
  public static FrameFolder of(Path folder) {
    return of(folder, Duration.ofSeconds(1));
  }

  /**
   * A folder.
   *
   * @param interval between two listings; positive
   * @throws IllegalArgumentException if it is not
   */
  public static FrameFolder of(Path folder, Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException(
          "the interval between two listings is positive but was " + interval);
    }
    return new FrameFolder(folder, interval, StreamTime.SYSTEM);
  }

  /** Yes: a folder that has gone, with its drive, may come back. */
  @Override
  public boolean endless() {
    return true;
  }

  @Override
  public FrameReader open() throws IOException {
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "there is no such folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(folder.toString(), null, "is no folder");
    }
    return new FrameReader() {
      @Override
      public Frame next() throws IOException, InterruptedException {
        return nextFrame();
      }

      @Override
      public void close() {}
    };
  }

  /** Has a frame come again that a stream was given and closed before it handed it on. */
  void takeBack(Frame frame) {
    // Not into the others, whose lock the next stream may hold until there is another file.
    if (frame.content() instanceof Frame.File file) {
      takenBack.add(file.path());
    }
  }

  private synchronized Frame nextFrame() throws IOException, InterruptedException {
    Found next = settled();
    while (next == null) {
      // Whoever took all that had settled may be back at once, when nothing has had time to.
      if (listed) {
        time.sleep(interval);
      }
      listed = true;
      list();
      next = settled();
    }
    taken.put(next.file(), next.state());
    return new Frame(next.state().modified().toInstant(), new Frame.File(next.file()));
  }

  /** The next one that is still as it was when it had settled; others are found again. */
  private @Nullable Found settled() throws IOException {
    for (Path file = takenBack.poll(); file != null; file = takenBack.poll()) {
      State state = taken.remove(file);
      if (state != null) {
        ready.add(new Found(file, state));
      }
    }
    Found next = ready.poll();
    while (next != null && !next.state().equals(state(next.file()))) {
      next = ready.poll();
    }
    return next;
  }

  /** Finds what has settled since the listing before, and forgets what is gone. */
  private void list() throws IOException {
    Map<Path, State> now = new HashMap<>();
    Map<Path, State> stillTaken = new HashMap<>();
    List<Found> settled = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FrameFolder::isPicture)) {
      for (Path file : files) {
        State state = state(file);
        State before = taken.get(file);
        if (state == null) {
          continue;
        }
        if (state.equals(before)) {
          stillTaken.put(file, before);
        } else if (state.equals(seen.get(file))) {
          settled.add(new Found(file, state));
        } else {
          now.put(file, state);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    seen = now;
    taken = stillTaken;
    ready.addAll(settled);
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && PICTURES.stream().anyMatch(name::endsWith);
  }

  /** Null for what is no file, leads to none, or is no longer there. */
  private static @Nullable State state(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? new State(attributes.size(), attributes.lastModifiedTime())
          : null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      // Links in a circle.
      if (Files.isSymbolicLink(file)) {
        return null;
      }
      throw e;
    }
  }
}
