package io.github.crowdrank.bench;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import java.io.IOException;
import java.nio.file.Path;

/** The shortest program that counts: what {@link FirstCountBenchmark} starts. */
final class FirstCount {
  private FirstCount() {}

  public static void main(String[] args) throws IOException {
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      System.out.println(counter.count(Path.of(args[0])));
    }
  }
}
