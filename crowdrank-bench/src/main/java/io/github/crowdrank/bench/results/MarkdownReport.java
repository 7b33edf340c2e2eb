package io.github.crowdrank.bench.results;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tables in Markdown. */
final class MarkdownReport {
  private static final double START_LIMIT = 1_500;
  private static final double MEMORY_LIMIT = 1_024;
  private static final String PEAK = "peak mebibytes";

  private final List<Timing> timings;
  private final Machine machine;

  MarkdownReport(List<Timing> timings, Machine machine) {
    this.timings = timings;
    this.machine = machine;
  }

  /** Every goal and comparison: the ratios of medians, and where and how they were measured. */
  String ratios() {
    StringBuilder text = new StringBuilder();
    text.append("| work | this project | against | theirs | times faster | goal | |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    for (Goal goal : Goal.all()) {
      Optional<Double> ratio = goal.ratio(timings);
      text.append(
          "| %s | %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  goal.work(),
                  time(goal.ours().in(timings)),
                  goal.against(),
                  time(goal.theirs().in(timings)),
                  ratio.map(value -> "**%s**".formatted(number(value))).orElse("not measured"),
                  goal.factor() == 0 ? "" : number(goal.factor()),
                  verdict(goal)));
    }
    text.append(startRow()).append(largeImageRow());
    if (!hasGpu()) {
      text.append("| counting on an NVIDIA GPU | not measured | | | | | |\n");
      text.append("| ranking loss on an NVIDIA GPU | not measured | | | | | |\n");
    }
    text.append('\n').append(machineLine()).append('\n');
    return text.toString();
  }

  private String verdict(Goal goal) {
    return goal.factor() == 0
        ? ""
        : goal.reached(timings).map(reached -> reached ? "reached" : "**not reached**").orElse("");
  }

  private String startRow() {
    Optional<Timing> start =
        timings.stream()
            .filter(timing -> timing.benchmark().equals("FirstCountBenchmark.startAndCount"))
            .findFirst();
    return "| JVM start to first count, bundled model, 768x1024 photo | %s | | | | under 1500 ms | %s |%n"
        .formatted(
            time(start),
            start
                .map(timing -> timing.median() < START_LIMIT ? "reached" : "**not reached**")
                .orElse(""));
  }

  private String largeImageRow() {
    Optional<Timing> large =
        timings.stream()
            .filter(timing -> timing.benchmark().equals("LargeImageBenchmark.count"))
            .findFirst();
    return "| 12,000x8,000 JPEG file to count in tiles, bundled model; memory of the process | %s | | | | under 1024 MiB | %s |%n"
        .formatted(
            time(large),
            large
                .map(timing -> timing.events(PEAK))
                .filter(peak -> peak > 0)
                .map(peak -> peak < MEMORY_LIMIT ? "reached" : "**not reached**")
                .orElse(""));
  }

  private boolean hasGpu() {
    return machine.libraries().values().stream().anyMatch(what -> what.contains("JCublas"));
  }

  private String machineLine() {
    return "%s, %d cores, %s, %s, %s. Medians of JMH's iterations ± half the distance of the quartiles."
        .formatted(
            machine.processor(), machine.cores(), machine.java(), machine.system(), machine.date());
  }

  /** Everything that was measured, and with which libraries. */
  String everything() {
    StringBuilder text = new StringBuilder("# Benchmark results\n\n");
    text.append(ratios());
    text.append("\n![How many times faster](ratios.svg)\n");
    text.append("\n## Libraries\n\n");
    machine.libraries().forEach((name, what) -> text.append("- %s: %s%n".formatted(name, what)));
    text.append("\n## All measurements\n\n");
    text.append("| benchmark | parameters | median | iterations |\n|---|---|---|---|\n");
    for (Timing timing : timings) {
      text.append(
          "| %s | %s | %s | %d |%n"
              .formatted(
                  timing.benchmark(),
                  String.join(
                      ", ",
                      new TreeMap<>(timing.parameters())
                          .entrySet().stream()
                              .map(entry -> entry.getKey() + "=" + entry.getValue())
                              .toList()),
                  time(Optional.of(timing)),
                  timing.values().size()));
    }
    return text.toString();
  }

  private static String time(Optional<Timing> timing) {
    return timing
        .map(
            it ->
                "%s ± %s %s%s"
                    .formatted(
                        number(it.median()),
                        number(it.error()),
                        it.unit().replace("/op", ""),
                        it.events().entrySet().stream()
                            .map(event -> ", %.0f %s".formatted(event.getValue(), event.getKey()))
                            .collect(Collectors.joining())))
        .orElse("not measured");
  }

  /** Three figures at least. */
  static String number(double value) {
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
