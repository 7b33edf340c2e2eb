package io.github.crowdrank.bench;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import java.io.IOException;
import java.nio.file.Path;

/** The shortest program that counts: what {@link FirstCountBenchmark} starts. */
final class FirstCount {
  /** What the line with the count begins with; logging may come before it. */
  static final String PREFIX = "count: ";

  private FirstCount() {}

  public static void main(String[] args) throws IOException {
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      System.out.println(PREFIX + counter.count(Path.of(args[0])));
    }
  }
}
