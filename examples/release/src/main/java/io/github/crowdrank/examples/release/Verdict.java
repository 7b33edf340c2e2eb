package io.github.crowdrank.examples.release;

import java.util.List;

/** How a check ends: every fault on a line, and an exit code that stops a script. */
final class Verdict {
  private Verdict() {}

  @SuppressWarnings("SystemOut") // what the commands of this module are for
  static void of(String allIsWell, List<String> faults) {
    if (faults.isEmpty()) {
      System.out.println(allIsWell);
    } else {
      faults.forEach(System.err::println);
      Runtime.getRuntime().exit(1);
    }
  }
}
