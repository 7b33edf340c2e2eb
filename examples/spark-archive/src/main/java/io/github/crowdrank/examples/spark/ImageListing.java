package io.github.crowdrank.examples.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The pictures below Hadoop paths.
 *
 * @param images sorted by path, each once
 * @param leftOut how many files below folders have other names
 */
record ImageListing(List<ArchiveImage> images, long leftOut) {
  /** Copies the list. */
  ImageListing {
    images = List.copyOf(images);
  }

  /**
   * Lists files, and folders with all that is below them but what links to other folders lead to.
   *
   * @param inputs files, which are taken whatever their name, folders, or patterns of Hadoop for
   *     either
   * @param names a pattern of Hadoop for the names of files below folders
   * @throws FileNotFoundException if there is no such input, or no picture below it
   * @throws IOException if a file system cannot be reached or a folder not be listed
   */
  static ImageListing of(List<String> inputs, String names, Configuration configuration)
      throws IOException {
    GlobFilter filter = new GlobFilter(names);
    Map<String, ArchiveImage> found = new TreeMap<>();
    Set<String> leftOut = new HashSet<>();
    for (String input : inputs) {
      int before = found.size();
      Path path = new Path(input);
      FileSystem files = path.getFileSystem(configuration);
      boolean empty = true;
      for (FileStatus entry : entries(files, path)) {
        for (FileStatus file : below(files, entry)) {
          if (entry.isFile() || filter.accept(file.getPath())) {
            found.put(file.getPath().toString(), ArchiveImage.of(file));
            empty = false;
          } else {
            leftOut.add(file.getPath().toString());
          }
        }
      }
      if (empty && found.size() == before) {
        throw new FileNotFoundException(
            "%s holds no file named %s; see --names".formatted(input, names));
      }
    }
    // One that another input names is a picture whatever it is called.
    leftOut.removeAll(found.keySet());
    return new ImageListing(List.copyOf(found.values()), leftOut.size());
  }

  /**
   * A file, or all files below a folder. Hadoop's own {@code listFiles} asks for the blocks and
   * rights of each file as well, for which it starts a process for each on a disk of this machine.
   */
  private static List<FileStatus> below(FileSystem files, FileStatus entry) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    Deque<FileStatus> left = new ArrayDeque<>(List.of(entry));
    while (!left.isEmpty()) {
      FileStatus next = left.pop();
      if (next.isFile()) {
        found.add(next);
        continue;
      }
      RemoteIterator<FileStatus> inside = files.listStatusIterator(next.getPath());
      while (inside.hasNext()) {
        FileStatus child = inside.next();
        if (!isLinkToFolder(child)) {
          left.push(child);
        }
      }
    }
    return found;
  }

  /**
   * One may lead back to where it lies; Hadoop does not tell links of a local disk from folders.
   */
  private static boolean isLinkToFolder(FileStatus entry) {
    URI uri = entry.getPath().toUri();
    return entry.isDirectory()
        && "file".equals(uri.getScheme())
        && Files.isSymbolicLink(java.nio.file.Path.of(uri));
  }

  /** A path that is there is no pattern, whatever characters are in it. */
  private static FileStatus[] entries(FileSystem files, Path path) throws IOException {
    if (files.exists(path)) {
      return new FileStatus[] {files.getFileStatus(path)};
    }
    FileStatus[] matches = files.globStatus(path);
    if (matches == null || matches.length == 0) {
      throw new FileNotFoundException("there is no " + path);
    }
    return matches;
  }
}
