package io.github.crowdrank.examples.release;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar of a class path, in a local repository: {@code .../artifactId/version/file.jar}. */
record Library(Path file, String version) {
  static List<Library> of(String classPath) {
    List<Library> libraries = new ArrayList<>();
    for (String entry : classPath.strip().split(File.pathSeparator, -1)) {
      Path file = Path.of(entry);
      libraries.add(new Library(file, file.getName(file.getNameCount() - 2).toString()));
    }
    return libraries;
  }

  /** The artifact with its classifier, if any, but without the version. */
  String name() {
    String name = PublishedVersion.name(file);
    return name.substring(0, name.length() - ".jar".length()).replace("-" + version, "");
  }

  /** Whether it is an artifact such as {@code org/slf4j/slf4j-api}, in whatever version. */
  boolean is(String artifact) {
    return file.resolve("../..").normalize().endsWith(artifact);
  }

  long bytes() throws IOException {
    return Files.size(file);
  }

  List<String> entries() throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }
}
