package io.github.crowdrank.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file so that it is either the old one or the whole new one, whatever happens in between:
 * a temporary neighbour is written, forced to disk and moved into place, and the folder is forced.
 */
public final class AtomicFile {
  /** What temporary neighbours end in; what a killed process left behind can be found by it. */
  public static final String TEMPORARY_SUFFIX = ".part";

  /** What systems say in English where there is no such operation (EINVAL). */
  private static final String NOT_SUPPORTED = "Invalid argument";

  /** A device that Linux has no way to force. */
  private static final Path NOT_FORCED = Path.of("/dev/null");

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to the channel, and does not close it. */
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /**
   * Writes {@code content} to {@code file}, replacing it.
   *
   * @throws IOException if it cannot be written, its folder does not exist or it is itself a folder
   *     or a device; an older file of this name is then untouched, but for one case: the whole new
   *     one is in place and its folder cannot be forced to disk, so that after a loss of power it
   *     may be the older one again
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = folderFor(file, target);
    Path temporary =
        folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + TEMPORARY_SUFFIX);
    try {
      try (FileChannel channel = open(temporary, file)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException | Error e) {
      removeAfter(e, temporary);
      throw e;
    }
    forceFolder(folder);
  }

  /**
   * Checks that there is a place for a file, before long work of which it is to hold the result.
   * Nothing is written: a disk may be full or a folder protected all the same.
   *
   * @throws IOException if its folder does not exist or it is itself a folder or a device
   */
  public static void requirePlace(Path file) throws IOException {
    folderFor(file, file.toAbsolutePath());
  }

  private static Path folderFor(Path file, Path target) throws IOException {
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(file + " is not the name of a file");
    }
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(file.toString(), null, "there is no folder " + folder);
    }
    if (Files.isDirectory(target)) {
      throw new FileSystemException(file.toString(), null, "is a folder");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      // A device would be replaced by a file, where that is allowed.
      throw new FileSystemException(file.toString(), null, "is no regular file");
    }
    return folder;
  }

  /**
   * Writes bytes to {@code file}, replacing it.
   *
   * @throws IOException as for {@link #write(Path, Content)}
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(bytes);
    write(
        file,
        channel -> {
          while (content.hasRemaining()) {
            channel.write(content);
          }
        });
  }

  /**
   * Removes {@code file} for good.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it cannot be removed and is still there, but for one case: it is gone
   *     and its folder cannot be forced to disk, so that a loss of power may bring it back
   */
  public static void delete(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Files.delete(file);
    forceFolder(Objects.requireNonNull(target.getParent()));
  }

  private static FileChannel open(Path temporary, Path file) throws IOException {
    try {
      return FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (AccessDeniedException e) {
      AccessDeniedException denied =
          new AccessDeniedException(file.toString(), null, "no file may be made in its folder");
      denied.initCause(e);
      throw denied;
    } catch (FileSystemException e) {
      // Nobody but this class knows the neighbour.
      FileSystemException failed =
          new FileSystemException(
              file.toString(),
              null,
              Objects.requireNonNullElse(e.getReason(), "cannot be written"));
      failed.initCause(e);
      throw failed;
    }
  }

  /** What went wrong first is what the caller hears of. */
  private static void removeAfter(Throwable failure, Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Makes the move itself durable. Windows cannot open folders and does not need it; nor do some
   * shared file systems know how to force a folder, which says nothing of the file.
   */
  private static void forceFolder(Path folder) throws IOException {
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        if (!isNotSupported(e)) {
          throw e;
        }
      }
    }
  }

  /** Java passes on the system's words alone, and those are in the language of its user. */
  private static boolean isNotSupported(IOException problem) {
    String words = problem.getMessage();
    return words != null && (words.equals(NOT_SUPPORTED) || words.equals(systemWords()));
  }

  /** What this system says of {@link #NOT_FORCED}; null where it says nothing. */
  private static @Nullable String systemWords() {
    try (FileChannel device = FileChannel.open(NOT_FORCED, StandardOpenOption.WRITE)) {
      device.force(true);
      return null;
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
