package io.github.crowdrank.hardening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Watches what this process holds while it does the same thing again and again: resident memory and
 * open files. On Linux, in a JVM whose heap is resident from the start. For one thread.
 */
public final class Soak {
  /** What is held after so many rounds. */
  private record Sample(int done, long kibibytes, long files) {}

  private final List<Sample> samples = new ArrayList<>();

  /** What a JVM needs so that its own growth is not taken for ours. */
  public static List<String> jvmOptions(String heap) {
    return List.of(
        "-Xms" + heap,
        "-Xmx" + heap,
        "-XX:+AlwaysPreTouch",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1");
  }

  /** Takes a sample. */
  public void sample(int done) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      samples.add(new Sample(done, kibibytes("VmRSS"), files.count()));
    }
  }

  /**
   * A line of the process's status.
   *
   * @param field such as {@code VmRSS}
   */
  public static long kibibytes(String field) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Slope of a straight line through the samples, in mebibytes per 1,000 rounds. */
  public double mebibytesPerThousand() {
    double x = samples.stream().mapToInt(Sample::done).average().orElseThrow();
    double y = samples.stream().mapToLong(Sample::kibibytes).average().orElseThrow();
    double above = 0;
    double below = 0;
    for (Sample sample : samples) {
      above += (sample.done() - x) * (sample.kibibytes() - y);
      below += (sample.done() - x) * (sample.done() - x);
    }
    return 1000 * above / below / 1024;
  }

  /** Open files at the end more than at the first sample. */
  public long moreFiles() {
    return samples.get(samples.size() - 1).files() - samples.get(0).files();
  }

  /** A line that begins with {@code RESULT}, then slope and files. */
  public String result() {
    return String.format(Locale.ROOT, "RESULT %.3f %d", mebibytesPerThousand(), moreFiles());
  }
}
