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
          Map.entry("commons-codec/commons-codec", "1.13"),
          Map.entry("org/apache/commons/commons-collections4", "4.2"),
          Map.entry("org/apache/commons/commons-compress", "1.26.0"),
          Map.entry("commons-io/commons-io", "2.14.0"),
          Map.entry("org/apache/commons/commons-lang3", "3.18.0"),
          Map.entry("commons-net/commons-net", "3.9.0"),
          Map.entry("com/google/code/gson/gson", "2.8.9"),
          Map.entry("com/google/guava/guava", "32.0.0"),
          Map.entry("com/fasterxml/jackson/core/jackson-core", "2.15.0"),
          Map.entry("com/fasterxml/jackson/core/jackson-databind", "2.15.0"));

  private StaleVersions() {}

  static void check(List<Library> libraries, Faults faults) {
    for (Library library : libraries) {
      FIRST_SOUND.forEach(
          (artifact, sound) ->
              faults.require(
                  !library.is(artifact) || !isOlder(library.version(), sound),
                  "%s %s: versions before %s have known faults"
                      .formatted(library.name(), library.version(), sound)));
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
