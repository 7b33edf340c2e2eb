package io.github.crowdrank.hardening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/**
 * Watches what this process holds while it does the same thing again and again: resident memory,
 * open files and JavaCPP's objects. On Linux, in a JVM whose heap is resident from the start, and
 * always in the same state: what is kept for later on purpose would else look like growth. For one
 * thread.
 */
public final class Soak {
  /** What is held after so many rounds. */
  private record Sample(int done, long kibibytes, long files, long objects) {}

  private static final int LOOKS = 5;

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
    samples.add(new Sample(done, kibibytes("VmRSS"), files(), Pointer.totalCount()));
  }

  /**
   * Least of some looks: the JVM and JavaCPP open files of the system for a moment, on threads of
   * their own, and what leaks is there at every look.
   */
  private static long files() throws IOException {
    long least = Long.MAX_VALUE;
    for (int look = 0; look < LOOKS; look++) {
      try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
        least = Math.min(least, files.count());
      }
    }
    return least;
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

  /** Slope of a straight line through the samples. */
  private double mebibytesPerThousand() {
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

  private Sample first() {
    return samples.get(0);
  }

  private Sample last() {
    return samples.get(samples.size() - 1);
  }

  /** What {@link Growth#of} reads. */
  public String result() {
    return String.format(
        Locale.ROOT,
        "RESULT %.3f %d %d %d %d",
        mebibytesPerThousand(),
        last().files() - first().files(),
        last().objects() - first().objects(),
        first().kibibytes() >> 10,
        last().kibibytes() >> 10);
  }

  /**
   * What a soak found.
   *
   * @param mebibytes more per 1,000 rounds, by a straight line through all samples
   * @param files more that are open at the last sample than at the first
   * @param objects more that JavaCPP counts
   * @param first mebibytes that were resident
   * @param last mebibytes in the end
   */
  public record Growth(double mebibytes, long files, long objects, long first, long last) {
    /** Reads the output of the program that soaked. */
    public static Growth of(String output) {
      String[] words =
          output
              .lines()
              .filter(line -> line.startsWith("RESULT "))
              .findFirst()
              .orElseThrow()
              .split(" ", -1);
      return new Growth(
          Double.parseDouble(words[1]),
          Long.parseLong(words[2]),
          Long.parseLong(words[3]),
          Long.parseLong(words[4]),
          Long.parseLong(words[5]));
    }

    /** One sentence. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.3f MiB more per 1,000, by a line through all samples (%d MiB resident after the"
              + " warm-up, %d in the end); %d more open files, %d more native objects",
          mebibytes,
          first,
          last,
          files,
          objects);
    }
  }
}
