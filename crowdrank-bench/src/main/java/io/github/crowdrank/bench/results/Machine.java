package io.github.crowdrank.bench.results;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.crowdrank.bench.Contender;
import io.github.crowdrank.bench.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where and with what a run was made.
 *
 * @param processor model, as the system says
 * @param cores that the JVM may use
 * @param java version and maker of the JVM
 * @param system name, version and architecture
 * @param date of the run
 * @param libraries what each contender says of itself
 */
record Machine(
    String processor,
    int cores,
    String java,
    String system,
    String date,
    Map<String, String> libraries) {
  /** This machine, now. */
  static Machine here() throws IOException {
    Map<String, String> libraries = new TreeMap<>();
    for (Contender contender : Contender.values()) {
      libraries.put(contender.label(), description(contender));
    }
    return new Machine(
        processor(Path.of("/proc/cpuinfo")),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        String.join(
            " ",
            List.of(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"))),
        LocalDate.now(ZoneOffset.UTC).toString(),
        libraries);
  }

  private static String description(Contender contender) {
    try {
      return Library.of(contender).description();
    } catch (RuntimeException | LinkageError e) {
      return "not here: " + e.getMessage();
    }
  }

  private static String processor(Path cpuInfo) throws IOException {
    if (!Files.exists(cpuInfo)) {
      return "unknown processor";
    }
    try (Stream<String> lines = Files.lines(cpuInfo)) {
      List<String> all = lines.toList();
      String flags = value(all, "flags");
      return value(all, "model name") + (flags.contains("avx512f") ? " with AVX-512" : "");
    }
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  static Machine read(Path file) throws IOException {
    return new ObjectMapper().readValue(file.toFile(), Machine.class);
  }

  void write(Path file) throws IOException {
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
  }
}
