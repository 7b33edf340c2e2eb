package io.github.crowdrank.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An empty file that one holder has at a time, in this process or in any other: until it is closed
 * or the process ends, however that ends. The file itself stays where it is, for who deleted it
 * could delete the next holder's. Any thread may try to take a file; one thread closes a lock.
 */
public final class LockFile implements Closeable {
  /**
   * Those held by this process. Systems give up all locks that a process has on a file when it
   * closes the file anywhere, so one that is held must not even be opened.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path place;
  private final FileChannel channel;

  private LockFile(Path place, FileChannel channel) {
    this.place = place;
    this.channel = channel;
  }

  /**
   * Takes a file, which is made if need be.
   *
   * @return empty if somebody else has it
   * @throws IOException if it cannot be made or opened, its folder is missing or its file system
   *     has no locks
   */
  public static Optional<LockFile> tryTake(Path file) throws IOException {
    Path place = place(file);
    if (!HELD.add(place)) {
      return Optional.empty();
    }
    LockFile taken = null;
    try {
      taken = open(place);
    } finally {
      if (taken == null) {
        HELD.remove(place);
      }
    }
    return Optional.ofNullable(taken);
  }

  /** The one path of a file, by whichever links its folder is reached. */
  private static Path place(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path name = file.getFileName();
    if (folder == null || name == null) {
      throw new NoSuchFileException(file.toString(), null, "is not the name of a file");
    }
    return folder.toRealPath().resolve(name);
  }

  private static @Nullable LockFile open(Path place) throws IOException {
    FileChannel channel =
        FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? null : new LockFile(place, channel);
  }

  /** Lets others have the file. A second call does nothing. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      // In this order: closing it would take the lock of who takes it before that.
      try {
        channel.close();
      } finally {
        HELD.remove(place);
      }
    }
  }
}
