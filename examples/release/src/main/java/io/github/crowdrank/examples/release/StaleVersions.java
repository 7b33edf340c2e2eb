package io.github.crowdrank.examples.release;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Libraries that Deeplearning4j or this project asks for, of which older versions have published
 * advisories, and the first versions without one. Jackson's older lines have fixed versions of
 * their own, which count as stale here.
 */
final class StaleVersions {
  private static final Map<String, String> FIRST_SOUND =
      Map.ofEntries(
          // WS-2019-0379; SNYK-JAVA-COMMONSCODEC-561518 includes 1.13.
          Map.entry("commons-codec/commons-codec", "1.14"),
          // CVE-2015-6420 and others (COLLECTIONS-580).
          Map.entry("org/apache/commons/commons-collections4", "4.1"),
          // CVE-2024-25710, CVE-2024-26308.
          Map.entry("org/apache/commons/commons-compress", "1.26.0"),
          // CVE-2024-47554.
          Map.entry("commons-io/commons-io", "2.14.0"),
          // CVE-2025-48924.
          Map.entry("org/apache/commons/commons-lang3", "3.18.0"),
          // CVE-2021-37533.
          Map.entry("commons-net/commons-net", "3.9.0"),
          // CVE-2022-25647.
          Map.entry("com/google/code/gson/gson", "2.8.9"),
          // CVE-2023-2976; 32.0.0 fixes it but fails on Windows.
          Map.entry("com/google/guava/guava", "32.0.1"),
          // GHSA-r7wm-3cxj-wff9.
          Map.entry("com/fasterxml/jackson/core/jackson-core", "2.22.1"),
          // CVE-2026-54515.
          Map.entry("com/fasterxml/jackson/core/jackson-databind", "2.22.1"));

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
