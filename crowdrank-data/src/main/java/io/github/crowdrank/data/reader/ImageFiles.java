package io.github.crowdrank.data.reader;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds files by the ends of their names. */
final class ImageFiles {
  private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "gif", "bmp");

  private ImageFiles() {}

  static boolean isImage(Path file) {
    return EXTENSIONS.contains(extension(file));
  }

  /** The end of a file's name after the last dot, in lower case; empty where there is no dot. */
  static String extension(Path file) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
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

  /**
   * All visible regular files in a folder, in natural order of their paths from it. The folder
   * itself may be a symbolic link; those to folders within it are not followed.
   */
  static List<Path> list(Path folder, boolean recursive) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DatasetException(folder.toString(), List.of("there is no such folder"));
    }
    List<Path> files = new ArrayList<>();
    collect(folder, recursive, files);
    files.sort((a, b) -> NaturalOrder.INSTANCE.compare(idOf(folder, a), idOf(folder, b)));
    return List.copyOf(files);
  }

  private static void collect(Path folder, boolean recursive, List<Path> files) throws IOException {
    List<Path> within = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, entry -> !name(entry).startsWith("."))) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry)) {
          files.add(entry);
        } else if (recursive && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          within.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    for (Path inner : within) {
      collect(inner, true, files);
    }
  }

  /** A file's path from a folder, the same on every platform. */
  static String idOf(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }
}
