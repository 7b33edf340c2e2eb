package io.github.crowdrank.examples.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a user may expect of the class path that one dependency brings: no class twice, no logging
 * binding, no library with known faults that has a successor that works, a bounded size, and a line
 * in the documentation for every jar.
 */
final class ClassPathRules {
  private static final Pattern BINDING =
      Pattern.compile(
          "org/slf4j/impl/Static\\w+Binder\\.class"
              + "|META-INF/services/org\\.slf4j\\.spi\\.SLF4JServiceProvider"
              + "|org/apache/logging/log4j/core/Logger\\.class");

  /** Descriptors stand in every modular jar; a jar's own copies for newer Java are no doubles. */
  private static final Pattern CLASS =
      Pattern.compile("(?!META-INF/)(?!(.*/)?(module|package)-info\\.class).*\\.class");

  private static final double MEGABYTE = 1 << 20;

  private ClassPathRules() {}

  /**
   * Everything that is wrong with a class path, one sentence each.
   *
   * @param documentation Markdown in which every jar has a row that begins with its name
   */
  static List<String> faults(List<Library> libraries, int megabytes, Path documentation)
      throws IOException {
    Faults faults = new Faults();
    Map<String, Library> classes = new HashMap<>();
    String documented = Files.readString(documentation);
    for (Library library : libraries) {
      for (String entry : library.entries()) {
        if (BINDING.matcher(entry).matches()) {
          faults.add("%s: binds logging: %s".formatted(library.name(), entry));
        }
        Library other = CLASS.matcher(entry).matches() ? classes.putIfAbsent(entry, library) : null;
        if (other != null) {
          faults.add("%s: also in %s: %s".formatted(library.name(), other.name(), entry));
        }
      }
      faults.require(
          documented.contains("| `%s` |".formatted(library.name())),
          "%s: has no row in %s".formatted(library.name(), documentation));
    }
    StaleVersions.check(libraries, faults);
    faults.require(
        size(libraries) <= megabytes * MEGABYTE,
        "the class path takes %.1f MB, more than %d"
            .formatted(size(libraries) / MEGABYTE, megabytes));
    return faults.sentences();
  }

  private static long size(List<Library> libraries) throws IOException {
    long bytes = 0;
    for (Library library : libraries) {
      bytes += library.bytes();
    }
    return bytes;
  }

  /**
   * The arguments are a file with a class path, the most megabytes of 2^20 bytes, the
   * documentation.
   */
  @SuppressWarnings("SystemOut") // what the commands of this module are for
  public static void main(String[] arguments) throws IOException {
    List<Library> libraries = Library.of(Files.readString(Path.of(arguments[0])));
    for (Library library : libraries) {
      System.out.printf(
          Locale.ROOT,
          "%-45s %-14s %6.2f MB%n",
          library.name(),
          library.version(),
          library.bytes() / MEGABYTE);
    }
    Verdict.of(
        "%d jars, %.1f MB".formatted(libraries.size(), size(libraries) / MEGABYTE),
        faults(libraries, Integer.parseInt(arguments[1]), Path.of(arguments[2])));
  }
}
