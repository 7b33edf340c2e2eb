package io.github.crowdrank.examples.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder that a Maven repository keeps one version of one artifact in. */
record PublishedVersion(Path folder) {
  private static final Pattern BESIDE = Pattern.compile(".*\\.(asc|md5|sha1|sha256|sha512)");

  /** Every version of every artifact below a folder: wherever a POM lies. */
  static List<PublishedVersion> below(Path repository) throws IOException {
    try (Stream<Path> files = Files.walk(repository)) {
      return files
          .filter(file -> file.toString().endsWith(".pom"))
          .map(PublishedVersion::folderOf)
          .distinct()
          .sorted()
          .map(PublishedVersion::new)
          .toList();
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("%s lies in no folder".formatted(file));
    }
    return folder;
  }

  String version() {
    return name(folder);
  }

  String artifactId() {
    return name(folderOf(folder));
  }

  /** With a suffix such as {@code .pom} or {@code -sources.jar}. */
  Path file(String suffix) {
    return folder.resolve(artifactId() + "-" + version() + suffix);
  }

  /** What is published here, without the signatures and checksums of it. */
  List<Path> artifacts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !BESIDE.matcher(name(file)).matches()).sorted().toList();
    }
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
