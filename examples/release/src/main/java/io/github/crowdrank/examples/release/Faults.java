package io.github.crowdrank.examples.release;

import java.util.ArrayList;
import java.util.List;

/** What was found to be wrong, one sentence each. For one thread. */
final class Faults {
  private final List<String> sentences = new ArrayList<>();

  void add(String sentence) {
    sentences.add(sentence);
  }

  void require(boolean holds, String sentence) {
    if (!holds) {
      add(sentence);
    }
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
