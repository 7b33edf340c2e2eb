package io.github.crowdrank.examples.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/**
 * Beside a jar lie its sources, its documentation and a list of its components, each with something
 * in it; beside a POM without a jar, the list. Nothing else is published.
 */
final class JarRules {
  private static final List<String> ALWAYS = List.of(".pom", "-cyclonedx.json", "-cyclonedx.xml");
  private static final List<String> OF_A_JAR = List.of(".jar", "-sources.jar", "-javadoc.jar");

  private JarRules() {}

  static void check(PublishedVersion published, Faults faults) throws IOException {
    Set<String> wanted = new TreeSet<>(ALWAYS);
    if (Files.exists(published.file(".jar")) || !isPomOnly(published)) {
      wanted.addAll(OF_A_JAR);
      requireEntry(published.file(".jar"), ".class", faults);
      requireEntry(published.file("-sources.jar"), ".java", faults);
      requireEntry(published.file("-javadoc.jar"), "index.html", faults);
    }
    Set<String> present =
        published.artifacts().stream().map(PublishedVersion::name).collect(Collectors.toSet());
    for (String suffix : wanted) {
      String name = PublishedVersion.name(published.file(suffix));
      faults.require(present.remove(name), "%s: is missing".formatted(name));
    }
    present.stream()
        .sorted()
        .forEach(name -> faults.add("%s: is not to be published".formatted(name)));
  }

  private static boolean isPomOnly(PublishedVersion published) throws IOException {
    return Files.readString(published.file(".pom")).contains("<packaging>pom</packaging>");
  }

  private static void requireEntry(Path jar, String suffix, Faults faults) throws IOException {
    if (!Files.exists(jar)) {
      return; // told as missing
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      faults.require(
          zip.stream().anyMatch(entry -> entry.getName().endsWith(suffix)),
          "%s: holds no %s".formatted(PublishedVersion.name(jar), suffix));
    }
  }
}
