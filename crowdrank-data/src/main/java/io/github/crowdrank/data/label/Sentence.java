package io.github.crowdrank.data.label;

import io.github.crowdrank.io.FileProblem;

/** What an exception says to people, without the file, which its catcher names. */
final class Sentence {
  private Sentence() {}

  static String of(Throwable problem) {
    if (problem instanceof OutOfMemoryError) {
      return "too large for the memory that Java may use; see java -Xmx";
    }
    return FileProblem.reason(problem);
  }
}
