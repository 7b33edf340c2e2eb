package io.github.crowdrank.data.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds files by the ends of their names. */
final class ImageFiles {
  private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "gif", "bmp");

  private ImageFiles() {}

  static boolean isImage(Path file) {
    return EXTENSIONS.contains(extension(file));
  }

  /** The end of a file's name after the last dot, in lower case. */
  static String extension(Path file) {
    String name = name(file);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** A file's name without its last dot and what follows. */
  static String stem(Path file) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** The visible files in a folder itself whose names end in a given extension. */
  static List<Path> withExtension(Path folder, String extension) throws IOException {
    return list(folder, false).stream().filter(file -> extension(file).equals(extension)).toList();
  }

  /** The images in a folder itself. */
  static List<Path> images(Path folder) throws IOException {
    return list(folder, false).stream().filter(ImageFiles::isImage).toList();
  }

  static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  /** All visible regular files in a folder, in natural order of their paths from it. */
  static List<Path> list(Path folder, boolean recursive) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DatasetException(folder.toString(), List.of("there is no such folder"));
    }
    try (Stream<Path> files = Files.walk(folder, recursive ? Integer.MAX_VALUE : 1)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !name(file).startsWith("."))
          .sorted((a, b) -> NaturalOrder.INSTANCE.compare(idOf(folder, a), idOf(folder, b)))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A file's path from a folder, the same on every platform. */
  static String idOf(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }
}
