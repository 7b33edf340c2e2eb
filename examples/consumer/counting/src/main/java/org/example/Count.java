///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.crowdrank:crowdrank-core:0.1.0
package org.example;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import java.nio.file.Path;
import java.util.Locale;

/** Counts the people in a photograph; the argument is its path. */
final class Count {
  private Count() {}

  public static void main(String[] arguments) throws Exception {
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      System.out.printf(
          Locale.ROOT,
          "%.0f people, counted by %s%n",
          counter.estimate(Path.of(arguments[0])).count(),
          counter.describe().lines().findFirst().orElseThrow());
    }
  }
}
