package io.github.crowdrank.bench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns the files of a run into tables and a chart. Run it by itself to do so again for files that
 * were recorded earlier.
 */
final class Report {
  /** What JMH recorded. */
  static final String JMH = "jmh.json";

  /** Where and with what. */
  static final String MACHINE = "machine.json";

  private static final String BEGIN = "<!-- benchmarks -->";
  private static final String END = "<!-- /benchmarks -->";

  private Report() {}

  /** Arguments: the folder with the files of a run, and the root of the repository. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    write(folder);
    writeReadme(folder, Path.of(args[1]));
  }

  /** Writes {@code RESULTS.md} and {@code ratios.svg} beside the files of a run. */
  static void write(Path folder) throws IOException {
    List<Timing> timings = JmhJson.read(folder.resolve(JMH));
    Machine machine = Machine.read(folder.resolve(MACHINE));
    Files.writeString(
        folder.resolve("RESULTS.md"), new MarkdownReport(timings, machine).everything());
    Files.writeString(folder.resolve("ratios.svg"), RatioChart.svg(timings));
  }

  /** Replaces what stands between the markers; a README without markers stays as it is. */
  static void writeReadme(Path folder, Path root) throws IOException {
    Path readme = root.resolve("README.md");
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      return;
    }
    String table =
        new MarkdownReport(JmhJson.read(folder.resolve(JMH)), Machine.read(folder.resolve(MACHINE)))
            .ratios();
    Path chart = root.toAbsolutePath().relativize(folder.toAbsolutePath());
    Files.writeString(
        readme,
        "%s%s%n%n%s%n![How many times faster](%s/ratios.svg)%n%n%s"
            .formatted(
                text.substring(0, begin),
                BEGIN,
                table,
                chart.toString().replace('\\', '/'),
                text.substring(end)));
  }
}
