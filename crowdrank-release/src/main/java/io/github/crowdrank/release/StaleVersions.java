package io.github.crowdrank.release;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Libraries that Deeplearning4j asks for in versions with published advisories, and the first
 * versions without one.
 */
final class StaleVersions {
  private static final Map<String, String> FIRST_SOUND =
      Map.ofEntries(
          Map.entry("commons-codec", "1.13"),
          Map.entry("commons-collections4", "4.2"),
          Map.entry("commons-compress", "1.26.0"),
          Map.entry("commons-io", "2.14.0"),
          Map.entry("commons-lang3", "3.18.0"),
          Map.entry("commons-net", "3.9.0"),
          Map.entry("gson", "2.8.9"),
          Map.entry("guava", "32.0.0"),
          Map.entry("jackson-core", "2.15.0"),
          Map.entry("jackson-databind", "2.15.0"));

  private StaleVersions() {}

  static void check(List<Library> libraries, Faults faults) {
    for (Library library : libraries) {
      String sound = FIRST_SOUND.get(library.artifactId());
      faults.require(
          sound == null || !isOlder(library.version(), sound),
          "%s %s: versions before %s have known faults"
              .formatted(library.artifactId(), library.version(), sound));
    }
  }

  private static boolean isOlder(String version, String than) {
    return Arrays.compare(numbers(version), numbers(than)) < 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("[^0-9]+"))
        .filter(part -> !part.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
