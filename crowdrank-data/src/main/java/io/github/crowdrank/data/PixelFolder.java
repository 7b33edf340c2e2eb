package io.github.crowdrank.data;

import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.AtomicFile;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a {@link DiskImageCache}: one pixel file for each image, and a lock for writers.
 */
final class PixelFolder {
  private static final Logger LOG = LoggerFactory.getLogger(PixelFolder.class);
  private static final String SUFFIX = ".pixels";
  private static final String LOCK = ".lock";

  /** How often the files are counted while images of as many bytes as the budget pass. */
  private static final int COUNTS = 8;

  /** A file lock is held by a whole process: its threads need one of their own. */
  private static final Lock WRITING = new ReentrantLock();

  private final Path folder;
  private final long budget;
  private final AtomicBoolean hasWarned = new AtomicBoolean();

  /** Bytes of images written, and of those there was no room for, since the files were counted. */
  private final AtomicLong passed;

  /** Bytes of the budget that were left when this was looked at last; below 0 if it is exceeded. */
  private volatile long left;

  PixelFolder(Path folder, long budget) {
    this.folder = folder;
    this.budget = budget;
    passed = new AtomicLong(budget);
    left = budget;
  }

  private Path file(ImageSource source) {
    return folder.resolve(HexFormat.of().formatHex(source.identityHash()) + SUFFIX);
  }

  Optional<RgbImage> find(ImageSource source) {
    try {
      return PixelFile.read(file(source), source.hash());
    } catch (NoSuchFileException | ClosedByInterruptException e) {
      return Optional.empty();
    } catch (IOException | OutOfMemoryError e) {
      warn("read", e);
      return Optional.empty();
    }
  }

  /** Keeps an image if the budget allows. */
  void store(ImageSource source, RgbImage image) {
    long needed = PixelFile.bytes(image);
    if (needed > budget) {
      return;
    }
    Path file = file(source);
    try {
      // A folder that is full costs no more than this for as long as it is not to be counted.
      if (needed - sizeOf(file) > left && passed.addAndGet(needed) < budget / COUNTS) {
        return;
      }
      WRITING.lock();
      try {
        Files.createDirectories(folder);
        try (FileChannel channel =
                FileChannel.open(
                    folder.resolve(LOCK),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          long more = Math.max(0, needed - sizeOf(file));
          if (lock.isValid() && reserve(more, new NotedSum(channel))) {
            passed.addAndGet(needed);
            Files.deleteIfExists(file);
            AtomicFile.write(file, PixelFile.of(image, source.hash()));
          }
        }
      } finally {
        WRITING.unlock();
      }
    } catch (ClosedByInterruptException | FileLockInterruptionException e) {
      LOG.debug("interrupted before an image was kept in {}", folder);
    } catch (IOException | OutOfMemoryError e) {
      warn("written", e);
    }
  }

  /**
   * Takes bytes of the budget if it has them, under the lock. They are noted before a file is
   * written, and none are given back where it replaces a larger one: until the next count the sum
   * may be too high, as after a writer that was killed, but not too low.
   */
  private boolean reserve(long bytes, NotedSum sum) throws IOException {
    OptionalLong noted = passed.get() < budget / COUNTS ? sum.read() : OptionalLong.empty();
    long used = noted.isPresent() ? noted.getAsLong() : counted();
    boolean fits = bytes <= budget - used;
    if (fits) {
      used += bytes;
    }
    sum.write(used);
    left = budget - used;
    return fits;
  }

  private long counted() throws IOException {
    removeLeftovers();
    long bytes = usedBytes();
    passed.set(0);
    return bytes;
  }

  /** Who holds the lock knows that nobody is writing what looks half written. */
  private void removeLeftovers() throws IOException {
    for (Path part : list("*" + SUFFIX + ".*" + AtomicFile.TEMPORARY_SUFFIX)) {
      Files.deleteIfExists(part);
    }
  }

  long usedBytes() throws IOException {
    long bytes = 0;
    for (Path file : list("*")) {
      bytes += file.endsWith(LOCK) ? 0 : sizeOf(file);
    }
    return bytes;
  }

  private List<Path> list(String names) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
      files.forEach(found::add);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private void warn(String verb, Throwable problem) {
    if (!hasWarned.getAndSet(true)) {
      LOG.warn(
          "the cache of images in {} cannot be {}, which costs time and is not repeated here: {}",
          folder,
          verb,
          problem.toString());
    }
  }
}
